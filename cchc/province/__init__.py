"""The roll-up of a province. In: its communes' tables, as builds left them. Out: what notebooks/tong_hop_tinh.ipynb prints."""
