"""Tables as workbooks and as CSV. In: tables of texts and numbers. Out: .xlsx and .csv that spreadsheets open as they are meant."""
