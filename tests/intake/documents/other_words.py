"""Sentences in other words than the seed's, with what they say worked out by hand before any cue was tried on them.

Section, what leads in (may be none), sentence, its counts. Sentences without counts are traps: another year, a field of
work, an aim, about so much, two readings.
"""

from __future__ import annotations

Case = tuple[str, tuple[str, ...], str, dict[str, str]]

D, H = "II.2.d", "II.2.h"

CASES: tuple[Case, ...] = (
    # Dossiers in one breath.
    (D, (), "Trong kỳ báo cáo, Trung tâm Phục vụ hành chính công xã tiếp nhận 2.896 hồ sơ, trong đó trực tuyến 900 hồ sơ, "
     "trực tiếp 1.996 hồ sơ, không có hồ sơ qua bưu chính.",
     {"ho_so.tiep_nhan": "2.896", "ho_so.truc_tuyen": "900", "ho_so.truc_tiep": "1.996", "ho_so.bcci": "không có"}),
    (D, (), "Tổng số hồ sơ tiếp nhận là 1.204 hồ sơ; đã giải quyết 1.190 hồ sơ, trong đó trước hạn 1.000 hồ sơ, đúng hạn 187 "
     "hồ sơ, quá hạn 03 hồ sơ; đang giải quyết 14 hồ sơ (trong hạn 12, quá hạn 2).",
     {"ho_so.tiep_nhan": "1.204", "ho_so.da_giai_quyet": "1.190", "ho_so.truoc_han": "1.000", "ho_so.dung_han": "187",
      "ho_so.qua_han": "03", "ho_so.dang_giai_quyet": "14", "ho_so.dang_trong_han": "12", "ho_so.dang_qua_han": "2"}),
    (D, (), "Từ ngày 01/7/2024 đến ngày 14/12/2024, Ủy ban nhân dân xã đã tiếp nhận 3.718 hồ sơ thủ tục hành chính, trong đó có "
     "2.255 hồ sơ được nộp trực tuyến, chiếm 61%.", {}),  # five months and a half of twelve: not the year's
    (D, (), "Từ ngày 15/12/2023 đến ngày 14/12/2024, xã đã tiếp nhận 3.718 hồ sơ, trong đó có 2.255 hồ sơ được nộp trực tuyến, "
     "chiếm 60,65%.", {"ho_so.tiep_nhan": "3.718", "ho_so.truc_tuyen": "2.255", "ty_le.truc_tuyen": "60,65"}),
    (D, (), "Số hồ sơ đã giải quyết: 818 hồ sơ (trước hạn: 700 hồ sơ, đúng hạn: 115 hồ sơ, quá hạn: 03 hồ sơ).",
     {"ho_so.da_giai_quyet": "818", "ho_so.truoc_han": "700", "ho_so.dung_han": "115", "ho_so.qua_han": "03"}),
    (D, (), "Số hồ sơ đang giải quyết: 12 hồ sơ (trong hạn: 12 hồ sơ; quá hạn: 0 hồ sơ).",
     {"ho_so.dang_giai_quyet": "12", "ho_so.dang_trong_han": "12", "ho_so.dang_qua_han": "0"}),
    (D, (), "Hồ sơ từ kỳ trước chuyển sang là 25 hồ sơ, hồ sơ tiếp nhận mới trong kỳ là 805 hồ sơ.",
     {"ho_so.ky_truoc": "25", "ho_so.tiep_nhan": "805"}),
    (D, (), "Đã giải quyết 671 hồ sơ, gồm 654 hồ sơ trước và đúng hạn (chiếm 97,47%), 17 hồ sơ quá hạn.",
     {"ho_so.da_giai_quyet": "671", "ho_so.trong_han": "654", "ty_le.trong_han": "97,47", "ho_so.qua_han": "17"}),
    (D, (), "100% hồ sơ được giải quyết trước hạn và đúng hạn, không có hồ sơ quá hạn.",
     {"ty_le.trong_han": "100", "ho_so.qua_han": "không có"}),
    (D, (), "Phường nhận 3.334 hồ sơ, đã giải quyết 3.179 hồ sơ.", {"ho_so.tiep_nhan": "3.334", "ho_so.da_giai_quyet": "3.179"}),
    (D, (), "Trong năm tiếp nhận 05 (năm) hồ sơ.", {"ho_so.tiep_nhan": "05"}),
    (D, (), "Trong năm tiếp nhận 05 (sáu) hồ sơ.", {}),
    (D, ("Kết quả giải quyết TTHC như sau:",), "Tổng số hồ sơ tiếp nhận: 830 hồ sơ.", {"ho_so.tiep_nhan": "830"}),
    (D, ("Tổng số hồ sơ tiếp nhận: 830 hồ sơ. Trong đó:",), "Trực tuyến: 589 hồ sơ.", {"ho_so.truc_tuyen": "589"}),
    (D, ("Tổng số hồ sơ đã giải quyết: 818 hồ sơ, trong đó:",), "Trước hạn: 700 hồ sơ; đúng hạn: 118 hồ sơ.",
     {"ho_so.truoc_han": "700", "ho_so.dung_han": "118"}),
    (D, ("Tổng số hồ sơ đang giải quyết: 12 hồ sơ, trong đó:",), "Quá hạn: 2 hồ sơ.", {"ho_so.dang_qua_han": "2"}),
    (D, (), "Tiếp nhận 850 hồ sơ (tăng 70 hồ sơ so với cùng kỳ năm 2023).", {"ho_so.tiep_nhan": "850"}),
    (D, (), "Tiếp nhận 850 hồ sơ, tăng 9% so với cùng kỳ. Đã giải quyết 840 hồ sơ.",
     {"ho_so.tiep_nhan": "850", "ho_so.da_giai_quyet": "840"}),
    (D, (), "Tỷ lệ hồ sơ trực tuyến đạt 71,8% trên tổng số hồ sơ tiếp nhận.", {"ty_le.truc_tuyen": "71,8"}),
    (D, (), "Hồ sơ nộp trực tuyến toàn trình là 300 hồ sơ, tiếp nhận trực tuyến một phần là 120 hồ sơ.",
     {"ho_so.truc_tuyen.toan_trinh": "300", "ho_so.truc_tuyen.mot_phan": "120"}),
    (D, (), "Trả lại 8 hồ sơ, công dân rút 2 hồ sơ.", {"ho_so.tra_lai": "8"}),
    (D, (), "Tỷ lệ số hóa hồ sơ đạt 91,06%, tỷ lệ số hóa kết quả giải quyết đạt 96,59%.",
     {"ty_le.so_hoa_ho_so": "91,06", "ty_le.so_hoa_ket_qua": "96,59"}),
    # Dossiers: traps.
    (D, (), "Lĩnh vực hộ tịch: tiếp nhận 300 hồ sơ, đã giải quyết 300 hồ sơ.", {}),
    (D, ("Lĩnh vực đất đai:",), "Tiếp nhận 45 hồ sơ, giải quyết đúng hạn 40 hồ sơ.", {}),
    (D, ("Chứng thực:",), "Tiếp nhận 512 hồ sơ, đã giải quyết 512 hồ sơ.", {}),
    (D, (), "Cùng kỳ năm 2023, xã tiếp nhận 780 hồ sơ; đã giải quyết 770 hồ sơ.", {}),
    (D, (), "Năm 2023 tiếp nhận 780 hồ sơ, năm 2024 tiếp nhận 830 hồ sơ.", {"ho_so.tiep_nhan": "830"}),
    (D, (), "Quý IV tiếp nhận 210 hồ sơ.", {}),
    (D, (), "Tháng 11 tiếp nhận 70 hồ sơ, đã giải quyết 68 hồ sơ.", {}),
    (D, (), "6 tháng đầu năm tiếp nhận 402 hồ sơ.", {}),
    (D, (), "Trung bình mỗi tháng tiếp nhận 70 hồ sơ.", {}),
    (D, (), "Đã tiếp nhận hơn 800 hồ sơ, trong đó khoảng 500 hồ sơ trực tuyến.", {}),
    (D, (), "Phấn đấu năm 2024 tiếp nhận trực tuyến 700 hồ sơ, tỷ lệ hồ sơ trực tuyến đạt 80%.", {}),
    (D, (), "Toàn huyện tiếp nhận 25.000 hồ sơ, trong đó trực tuyến 20.000 hồ sơ.", {}),
    (D, (), "Công an xã tiếp nhận 350 hồ sơ đăng ký cư trú.", {}),
    (D, (), "Đã tiếp nhận và giải quyết 656 hồ sơ.", {}),
    (D, (), "Giải quyết hồ sơ quá hạn 5 ngày bị trừ điểm.", {}),
    (D, (), "Tiếp nhận 1 204 hồ sơ.", {}),
    (D, (), "Tiếp nhận 1,204 hồ sơ.", {}),
    (D, (), "Tiếp nhận 10-12 hồ sơ mỗi ngày.", {}),
    (D, (), "Tiếp nhận trực tuyến 589 hồ sơ, trong đó tiếp nhận trực tuyến 580 hồ sơ.", {}),
    (D, (), "Trả kết quả qua bưu chính công ích: 45 hồ sơ.", {}),
    (D, (), "Thanh toán trực tuyến: 310 hồ sơ.", {"thanh_toan.truc_tuyen": "310"}),
    (D, (), "Tiếp nhận 45 hồ sơ chứng thực bản sao điện tử.", {"ho_so.ban_sao_dien_tu": "45"}),
    (D, (), "Đã giải quyết 818 hồ sơ, trong đó trực tuyến 580 hồ sơ, trực tiếp 238 hồ sơ.", {"ho_so.da_giai_quyet": "818"}),
    (D, (), "Tỷ lệ số hóa hồ sơ, kết quả giải quyết TTHC đạt 95%.", {}),
    (D, (), "Trước hạn và đúng hạn đạt tỷ lệ 98,9%; còn 12 hồ sơ chưa giải quyết.", {"ty_le.trong_han": "98,9"}),
    (D, (), "Tỷ lệ hồ sơ lĩnh vực đất đai giải quyết đúng hạn đạt 80%.", {}),
    (D, (), "Niêm yết 201 TTHC, trong đó 150 TTHC trực tuyến toàn trình.", {}),
    # The office, opinions, satisfaction.
    ("II.2.c", (), "Bộ phận Một cửa có diện tích 80 m², bố trí 06 công chức làm việc tại Bộ phận Một cửa, 05 máy tính, 02 máy "
     "scan, 20 ghế chờ.", {"mot_cua.dien_tich": "80", "mot_cua.cong_chuc": "06", "mot_cua.may_tinh": "05",
                           "mot_cua.may_scan": "02", "mot_cua.ghe_cho": "20"}),
    ("II.2.c", (), "Huyện trang bị cho xã 05 máy tính.", {"mot_cua.may_tinh": "05"}),
    ("II.2.e", (), "Trong năm không có phản ánh, kiến nghị của tổ chức, công dân về TTHC.", {"phan_anh.tiep_nhan": "không có"}),
    ("II.2.e", (), "Tiếp nhận 06 phản ánh, kiến nghị; đã xử lý 06 phản ánh, kiến nghị.",
     {"phan_anh.tiep_nhan": "06", "phan_anh.da_xu_ly": "06"}),
    ("II.2.g", (), "Không có trường hợp nào phải công khai xin lỗi.", {"3.5": "không có"}),
    (H, (), "UBND xã đã phát ra 100 phiếu, thu về 98 phiếu; có 95 phiếu đánh giá hài lòng và rất hài lòng, 3 phiếu không hài lòng.",
     {"phieu.phat_ra": "100", "phieu.thu_ve": "98", "phieu.hai_long": "95", "phieu.khong_hai_long": "3"}),
    (H, (), "Kết quả: 40 phiếu rất hài lòng, 55 phiếu hài lòng, 3 phiếu bình thường.", {}),
    (H, (), "Số phiếu phát ra: 100 phiếu. Số phiếu thu về: 98 phiếu.", {"phieu.phat_ra": "100", "phieu.thu_ve": "98"}),
    (H, (), "Qua khảo sát bằng phiếu, tỷ lệ người dân hài lòng và rất hài lòng đạt 98,5%.", {"ty_le.hai_long": "98,5"}),
    (H, (), "Mục tiêu: tỷ lệ người dân hài lòng đạt 95% trở lên.", {}),
    # Publicity, procedures, staff and others.
    ("I.3", (), "Trong năm đã tổ chức 08 hội nghị tuyên truyền về CCHC; phát thanh 52 lượt; đăng 15 tin, bài trên Trang thông tin "
     "điện tử của xã.", {"tuyen_truyen.hoi_nghi": "08", "tuyen_truyen.phat_thanh": "52", "tuyen_truyen.trang_ttdt": "15"}),
    ("I.3", (), "Treo 12 băng rôn, 30 khẩu hiệu.", {"tuyen_truyen.bang_ron": "12"}),
    ("I.3", (), "Phát thanh 2 lần/tuần.", {"tuyen_truyen.phat_thanh.moi_tuan": "2"}),
    ("I.3", (), "Các thôn tổ chức 9 hội nghị, có 450 người tham dự.", {}),
    ("II.2.a", (), "Đã rà soát 150 TTHC thuộc 30 lĩnh vực, cắt giảm thời gian giải quyết 20 TTHC.",
     {"tthc.ra_soat": "150", "tthc.linh_vuc": "30", "cat_giam.so_tthc": "20"}),
    ("II.2.a", (), "Đề xuất cắt giảm thời gian giải quyết 20 TTHC.", {}),
    ("II.2.b", (), "Hiện có 150 TTHC thuộc thẩm quyền giải quyết của UBND xã.", {"3.1.3": "150"}),
    ("II.3.b", (), "Xã hiện có 20 cán bộ, công chức, gồm 11 cán bộ và 9 công chức.",
     {"4.1.2": "20", "can_bo.tong": "11", "cong_chuc.tong": "9"}),
    ("II.3.b", (), "Cán bộ nữ: 5 người.", {}),
    ("II.3.b", (), "Cán bộ, công chức: 20 người, trong đó đảng viên 18 người.", {}),
    ("II.3.b", ("Cán bộ: 11 người",), "Trình độ chuyên môn: Thạc sĩ: 2 người; đại học: 9 người.",
     {"can_bo.tren_dai_hoc": "2", "can_bo.dai_hoc": "9"}),
    ("II.3.b", ("Công chức: 9 người",), "Trình độ lý luận chính trị: cao cấp 1 người, trung cấp 8 người.",
     {"cong_chuc.llct_cao_cap": "1", "cong_chuc.llct_trung_cap": "8"}),
    ("II.3.b", (), "Trình độ chuyên môn: đại học 18 người, cao đẳng 2 người.", {}),
    ("II.1.a", (), "Trong năm, UBND xã không ban hành văn bản quy phạm pháp luật.", {"2.1": "không"}),
    ("II.1.a", (), "HĐND huyện ban hành 3 văn bản QPPL.", {}),
    ("I.5.đ", (), "Không có cán bộ, công chức nào bị kỷ luật.", {"ky_luat.cbcc": "không có"}),
    ("II.4.b", (), "Năm 2023 có 01 công chức bị kỷ luật; năm 2024 không có công chức bị kỷ luật.", {"ky_luat.cbcc": "không có"}),
    ("II.6.a", (), "Đã thành lập 7 tổ công tác hỗ trợ người dân.", {"chuyen_doi_so.to_cong_tac": "7"}),
    ("II.6", (), "Tỷ lệ thanh toán trực tuyến đạt 97,7%.", {"ty_le.thanh_toan_truc_tuyen": "97,7"}),
    ("III.1", (), "Đã tiếp nhận 830 hồ sơ, giải quyết đúng hạn 100%.", {}),
    ("IV.2", (), "Tiếp nhận 900 hồ sơ, tỷ lệ hồ sơ trực tuyến đạt 90%.", {}),
)  # fmt: skip
