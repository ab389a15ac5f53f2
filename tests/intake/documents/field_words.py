# ruff: noqa: E501
"""What communes, and the press about them, wrote from 2018 to 2026, with the counts in it worked out by hand before it was read.

The figures and the order of the words are those of the source, the sentences our own. A case without `says` is a trap: another
unit or body, another window, a field of work, an aim, about so much. `or_too` are readings that are right as well and not asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SOURCES = {
    "phu-giao": "https://www.sggp.org.vn/trung-tam-phuc-vu-hanh-chinh-cong-xa-phu-giao-ty-le-giai-quyet-ho-so-dung-va-truoc-han-dat-hon-99-post817785.html",
    "dong-thuan": "https://lite.baomoi.com/phuong-dong-thuan-giai-quyet-so-hoa-100-ho-so-cac-thu-tuc-hanh-chinh-c53665414.epi",
    "duong-an": "https://vietnamnet.vn/duong-an-tang-toc-so-hoa-nang-cao-hieu-qua-giai-quyet-thu-tuc-hanh-chinh-2471114.html",
    "cu-chi": "https://plo.vn/ubnd-xa-cu-chi-khanh-thanh-trung-tam-phuc-vu-hanh-chinh-cong-post865049.html",
    "phu-lien": "https://phulien.haiphong.gov.vn/tin-tuc-su-kien/uy-ban-nhan-dan-phuong-phu-lien-so-ket-cong-tac-cai-cach-hanh-chinh-quy-iii-trien-khai-phuong-hu-782208",
    "hai-phong": "https://news.laodong.vn/thoi-su/bo-tri-can-bo-dung-nguoi-dung-viec-trong-van-hanh-chinh-quyen-2-cap-o-hai-phong-1554532.ldo",
    "dong-da": "https://dongda.hanoi.gov.vn/thong-tin-cai-cach-hanh-chinh/phuong-dong-da-nhan-thu-khen-cua-lanh-dao-thanh-pho-ha-noi-trong-thuc-nhien-cai-cach-hanh-chinh-280625101016345644.htm",
    "my-long": "https://mylong.longxuyen.angiang.gov.vn/index.php/node/782",
    "thuong-tin": "https://vietnamnet.vn/lanh-dao-tp-ha-noi-dong-vien-can-bo-tai-diem-hanh-chinh-cong-xa-2430243.html",
    "an-hoi": "https://baovinhlong.com.vn/chinh-tri/202511/phuong-an-hoi-dan-dau-toan-tinh-ve-chi-so-phuc-vu-nguoi-dan-doanh-nghiep-923521c",
    "hue": "https://thongtin.vietnam.vn/en/hue-dan-dau-toan-quoc-ve-giai-quyet-thu-tuc-hanh-chinh-cap-xa-phuong",
    "dong-khe": "https://www.vietnam.vn/en/kiem-tra-cai-cach-hanh-chinh-ky-luat-ky-cuong-hanh-chinh-va-van-hoa-cong-vu-tai-ubnd-xa-dong-khe",
    "vinh-phuc-8": "https://vinhphuc.gov.vn/ct/cms/thongbao/Lists/ThongBao/View_Detail.aspx?ItemID=3105",
    "vinh-phuc-9": "https://vinhphuc.gov.vn/ct/cms/thongbao/Lists/ThongBao/View_Detail.aspx?ItemID=3158",
    "binh-duong": "https://baobinhduong.vn/ty-le-giai-quyet-ho-so-cap-xa-dat-99-99--a264478.html",
    "lam-dong": "https://baolamdong.vn/doi-song/202003/tren-7600-ho-so-bi-qua-han-trong-quy-i-2993657/",
    "lam-dong-10": "https://baolamdong.vn/xahoi/201911/luong-ho-so-qua-han-cap-huyen-thanh-con-nhieu-2975513/",
    "quan-1": "https://thanhnien.vn/thoi-su/tphcm-trong-3-nam-q1-chi-co-1-ho-so-tre-hen-1052762.html",
    "da-lat": "https://baolamdong.vn/xa-hoi/202312/a-lat-ty-le-giai-quyet-ho-so-thu-tuc-hanh-chinh-nam-2023-dat-9962-cb50107/",
    "ben-tre": "https://baodongkhoi.vn/trung-tam-phuc-vu-hanh-chinh-cong-giai-quyet-hon-4-5-ngan-ho-so-06062021-a86932.html",
    "ben-tre-10": "https://baodongkhoi.vn/trung-tam-phuc-vu-hanh-chinh-cong-tinh-giai-quyet-tren-8-9-ngan-ho-so-cac-loai-08112020-a79925.html",
    "nam-mau": "https://nammau.babe.gov.vn/kiem-tra-cong-tac-cai-cach-hanh-chinh-nam-2023-tai-xa-nam-mau/",
    "vinh-hung": "http://vinhhung1.vinhloc.thanhhoa.gov.vn/web/trang-chu/tin-tuc-su-kien/bai-viet-gioi-thieu-dien-hinh-thuc-hien-chuyen-doi-so-tai-bo-phan-mot-cua-ubnd-xa.html",
    "chan-may": "the words that the report software of xã Chân Mây - Lăng Cô (Huế) puts together, read in its public source; figures ours",
    "quy-1-2026": "examples in the public source of report software for wards, 2024 to 2026",
    "rach-gia": "https://news.laodong.vn/xa-hoi/phuong-dong-dan-nhat-ca-nuoc-co-kien-nghi-de-phuc-vu-nguoi-dan-den-lam-thu-tuc-tot-hon-1538848.ldo",
    "phu-quoc": "https://news.laodong.vn/xa-hoi/trung-tam-hanh-chinh-cong-dac-khu-phu-quoc-tiep-nhan-hon-1200-ho-so-tuan-dau-lam-viec-1536786.ldo",
    "con-dao": "https://en.sggp.org.vn/hcmc-party-chief-surveys-con-dao-special-zone-public-service-center-post119877.html",
    "thanh-oai": "https://www.vietnam.vn/en/thanh-oai-doi-thoai-voi-nhan-dan-ve-cai-cach-hanh-chinh",
    "lai-thieu": "https://baobinhduong.vn/en/thuan-an-city-conducts-inspection-on-administrative-reforms-of-lai-thieu-ward-a333988.html",
    "nhon-trach": "https://baodongnai.com.vn/english/politics/202509/administrative-reform-and-procedure-control-inspection-in-2025-0920e19",
    "tphcm": "https://vietnamnet.vn/tphcm-tang-toc-cai-cach-hanh-chinh-ty-le-hai-long-dat-gan-100-2448854.html",
    "ca-nuoc": "https://vietnamnet.vn/gan-96-xa-phuong-da-bo-tri-du-nhan-su-tai-bo-phan-mot-cua-2435793.html",
    "bo-noi-vu": "https://vietnamnet.vn/sua-quy-dinh-de-thuc-hien-tthc-theo-mo-hinh-dich-vu-cong-tap-trung-cap-bo-2466207.html",
    "thanh-ba": "https://baophutho.vn/xa-thanh-ba-trien-khai-mo-hinh-ngay-thu-bay-vi-dan-245964.htm",
    "hoi-xuan": "https://baothanhhoa.vn/hoi-xuan-khac-phuc-kho-khan-phuc-vu-tot-nbsp-nhu-cau-cua-nguoi-dan-259194.htm",
    "ha-phong": "http://haphong.halongcity.gov.vn/bao-cao-ket-qua-thuc-hien-cai-cach-hanh-chinh-va-ke-hoach-so-04-kh-ubnd-ngay-09-01-2023-cua-ubnd-thanh-pho-nam-2023-p13n53672.html",
    "hoai-hai": "http://hoaihai-hoainhon.binhdinh.gov.vn/cong-dan/tra-cuu-thu-tuc-hanh-chinh/thu-tuc-hanh-chinh-cap-xa/ket-qua-giai-quyet-thu-tuc-hanh-chinh-tai-ubnd-xa-qua-bo-phan-tiep-nhan-va-tra-ket-qua-9-thang-dau-nam-2022.html",
    "dung-kno": "http://dungkno.lacduong.lamdong.gov.vn/chi-tiet-tin-tuc/?param=bao-cao",
    "201-cd-ttg": "https://phapluatphattrien.vn/chinh-phu-yeu-cau-tao-dot-pha-ve-cai-cach-thu-tuc-hanh-chinh-d5100.html",
    "kiem-tra-34": "https://tracuuquyhoach.com/tin-tuc/se-kiem-tra-cai-cach-hanh-chinh-tai-34-don-vi-dia-phuong-52939866",
    "thang-binh": "https://www.vietnam.vn/en/thang-binh-lay-phieu-khao-sat-danh-gia-su-hai-long-cua-nguoi-dan-to-chuc",
    "da-teh": "https://baolamdong.vn/xahoi/201604/da-teh-hau-het-phong-mot-cua-cac-xa-thi-tran-chua-dat-chuan-2685133/",
    "": "a layout that such reports have; words and figures ours",
}


@dataclass(frozen=True)
class Case:
    """A paragraph of the report of a unit (code) for a period, its section, what leads in to it, and what it says."""

    source: str
    report: str  # code/year/period
    text: str
    says: dict[str, str] = field(default_factory=dict)
    or_too: dict[str, str] = field(default_factory=dict)
    section: str = "II.2.d"
    leads: tuple[str, ...] = ()


FIELD: tuple[Case, ...] = (
    # Days with dashes, a window that the commune began with.
    Case(
        "phu-giao",
        "25858/2025/quy-3",
        "Từ ngày 1-7 đến ngày 30-9, Trung tâm tiếp nhận 13.188 hồ sơ, đã giải quyết 12.970 hồ sơ. Tỷ lệ hồ sơ giải quyết đúng và trước hạn đạt 99,2%; 102 hồ sơ bị trễ hạn, chủ yếu do lỗi hệ thống.",
        {"ho_so.tiep_nhan": "13.188", "ho_so.da_giai_quyet": "12.970", "ty_le.trong_han": "99,2"},
        {"ho_so.qua_han": "102"},
    ),
    Case(
        "phu-giao",
        "25858/2025/quy-3",
        "Trung tâm Phục vụ hành chính công xã Phú Giáo tiếp nhận 13.188 hồ sơ, đã giải quyết 12.970 hồ sơ.",
        {"ho_so.tiep_nhan": "13.188", "ho_so.da_giai_quyet": "12.970"},
    ),
    Case(
        "phu-giao",
        "25858/2025/quy-3",
        "Riêng các hồ sơ thuộc thẩm quyền cấp xã có tổng số 2.760 hồ sơ, với 2.602 hồ sơ được giải quyết đúng và trước hạn, chiếm 96,2%.",
    ),
    Case(
        "dong-thuan",
        "18859/2025/nam",
        "Tính từ ngày 1/7 đến cuối tháng 10/2025, trung tâm đã tiếp nhận 2.265 hồ sơ; trong đó tiếp nhận 2.007 hồ sơ trực tuyến; 258 hồ sơ trực tiếp. Trung tâm đã giải quyết và trả kết quả 2.051 hồ sơ; trong đó 2.041 hồ sơ giải quyết trước hạn, đạt tỉ lệ trên 99%; đang giải quyết 214 hồ sơ trong thời hạn, chiếm 9,48%.",
        {
            "ho_so.tiep_nhan": "2.265",
            "ho_so.truc_tuyen": "2.007",
            "ho_so.truc_tiep": "258",
            "ho_so.da_giai_quyet": "2.051",
            "ho_so.truoc_han": "2.041",
        },
        {"ho_so.dang_giai_quyet": "214", "ho_so.dang_trong_han": "214"},
    ),
    Case(
        "dong-thuan",
        "18859/2025/quy-4",
        "Tính từ ngày 1/7 đến cuối tháng 10/2025, trung tâm đã tiếp nhận 2.265 hồ sơ, đã giải quyết 2.051 hồ sơ.",
    ),
    Case(
        "dong-thuan",
        "18859/2025/nam",
        "Tỉ lệ số hóa hồ sơ đầu vào và số hóa đầu ra (kết quả giải quyết) đạt 100%; tỉ lệ thanh toán trực tuyến đạt 96,8%.",
        {"ty_le.thanh_toan_truc_tuyen": "96,8"},
        {"ty_le.so_hoa_ho_so": "100", "ty_le.so_hoa_ket_qua": "100"},
    ),
    Case(
        "duong-an",
        "10972/2025/nam",
        "Tổng số hồ sơ tiếp nhận là 8.930 hồ sơ thủ tục hành chính. Tỷ lệ nộp trực tuyến ấn tượng, có tới 7.600 hồ sơ được nộp qua mạng, chiếm 85,10% tổng số hồ sơ.",
        {"ho_so.tiep_nhan": "8.930", "ho_so.truc_tuyen": "7.600", "ty_le.truc_tuyen": "85,10"},
    ),
    Case(
        "duong-an",
        "10972/2025/nam",
        "Xã Đường An đã giải quyết được 8.914 hồ sơ, đạt tỷ lệ gần như tuyệt đối. Số lượng hồ sơ được giải quyết trước hạn đạt 8.889 hồ sơ, tỷ lệ giải quyết đúng và trước hạn đạt 99,8%.",
        {"ho_so.da_giai_quyet": "8.914", "ho_so.truoc_han": "8.889", "ty_le.trong_han": "99,8"},
    ),
    Case(
        "duong-an",
        "10972/2025/nam",
        "Hoàn thành việc cấp được 2 hồ sơ cấp sổ đỏ lần đầu; hơn 85% hồ sơ được nộp qua mạng.",
    ),
    Case(
        "duong-an",
        "10972/2025/nam",
        "Trong giai đoạn từ 1/7 đến 26/11/2025, bộ phận một cửa xã Đường An tiếp nhận 8.930 hồ sơ.",
        {"ho_so.tiep_nhan": "8.930"},
    ),
    Case(
        "duong-an",
        "10972/2026/nam",
        "Trong giai đoạn từ 1/7 đến 26/11/2025, bộ phận một cửa xã Đường An tiếp nhận 8.930 hồ sơ.",
    ),
    Case(
        "cu-chi",
        "27553/2025/thang-7",
        "Sau một tháng hoạt động (1-7 đến 31-7), trung tâm đã tiếp đón 6.826 lượt người, tiếp nhận 5.091 hồ sơ, giải quyết đúng hạn 4.811 hồ sơ (tỉ lệ 100%). Hiện còn 280 hồ sơ đang được xử lý theo quy định.",
        {"ho_so.tiep_nhan": "5.091", "ho_so.trong_han": "4.811"},
        {"ty_le.trong_han": "100", "ho_so.dang_giai_quyet": "280"},
    ),
    Case(
        "cu-chi",
        "27553/2025/nam",
        "Sau một tháng hoạt động (1-7 đến 31-7), trung tâm đã tiếp nhận 5.091 hồ sơ, giải quyết đúng hạn 4.811 hồ sơ.",
    ),
    Case(
        "cu-chi",
        "27553/2025/nam",
        "Từ ngày 1/7 đến 31/7/2025, trung tâm đã tiếp nhận 5.091 hồ sơ, giải quyết đúng hạn 4.811 hồ sơ.",
    ),
    Case(
        "cu-chi",
        "27553/2025/quy-3",
        "UBND xã đã nâng cấp toàn diện trụ sở với diện tích 100 m².",
        section="II.2.c",
    ),
    Case(
        "phu-lien",
        "11446/2025/quy-3",
        "Từ ngày 1/7 đến nay, Uỷ ban nhân dân phường đã tiếp nhận 3.718 hồ sơ thủ tục hành chính, trong đó có 2.255 hồ sơ được nộp trực tuyến, chiếm 61%.",
        {"ho_so.tiep_nhan": "3.718", "ho_so.truc_tuyen": "2.255", "ty_le.truc_tuyen": "61"},
    ),
    Case(
        "phu-lien",
        "11446/2026/nam",
        "Từ ngày 01/7/2025 đến nay, Uỷ ban nhân dân phường đã tiếp nhận 3.718 hồ sơ thủ tục hành chính.",
    ),
    Case(
        "phu-lien",
        "11446/2025/quy-3",
        "100% hồ sơ thủ tục hành chính toàn trình được thực hiện trực tuyến. Tất cả hồ sơ đều được giải quyết đúng hạn và trước hạn, không có hồ sơ quá hạn.",
        {"ho_so.qua_han": "không có"},
    ),
    Case(
        "phu-lien",
        "11446/2025/quy-3",
        "Tỷ lệ ký số cá nhân lãnh đạo trên hệ thống Quản lý văn bản đạt 100%. Trung tâm Phục vụ hành chính công phường tiếp hơn 7.400 lượt công dân.",
    ),
    Case(
        "hai-phong",
        "11443/2025/thang-7",
        "Sau 1 tháng hoạt động, Trung tâm đã tiếp nhận 3.511 hồ sơ thủ tục hành chính, gồm: tiếp nhận trực tiếp 2.998 hồ sơ lĩnh vực chứng thực bản sao từ bản chính và tiếp nhận trực tuyến 513 hồ sơ ở các lĩnh vực người có công, hộ tịch, đất đai, xây dựng. Trung tâm đã trả kết quả 3.340 hồ sơ.",
        {"ho_so.tiep_nhan": "3.511", "ho_so.da_giai_quyet": "3.340"},
        {"ho_so.truc_tiep": "2.998", "ho_so.truc_tuyen": "513"},
    ),
    Case(
        "hai-phong",
        "11443/2025/nam",
        "Sau 1 tháng hoạt động, Trung tâm đã tiếp nhận 3.511 hồ sơ thủ tục hành chính, đã trả kết quả 3.340 hồ sơ.",
    ),
    Case(
        "hai-phong",
        "11629/2025/thang-7",
        "Trong tháng đầu triển khai, xã An Lão tiếp nhận 578 hồ sơ hành chính, giải quyết 470 hồ sơ, tỷ lệ giải quyết sớm và đúng hạn đạt 100%.",
        {"ho_so.tiep_nhan": "578", "ho_so.da_giai_quyet": "470", "ty_le.trong_han": "100"},
    ),
    Case(
        "hai-phong",
        "11446/2025/thang-7",
        "Trong tháng đầu hoạt động, Trung tâm tiếp đón hơn 3.100 lượt công dân; tiếp nhận và giải quyết gần 3.000 hồ sơ, trong đó hồ sơ trực tuyến gần 700 hồ sơ, hồ sơ chứng thực tiếp nhận trực tiếp hơn 2.300 hồ sơ; đã trả kết quả hơn 2.600 hồ sơ, không có hồ sơ quá hạn.",
        {"ho_so.qua_han": "không có"},
    ),
    Case(
        "hai-phong",
        "11446/2025/thang-7",
        "Qua đánh giá mức độ hài lòng trên hệ thống phần mềm, có 463/467 lượt đánh giá rất hài lòng và 3 lượt hài lòng.",
        or_too={"danh_gia.truc_tuyen": "467"},
        section="II.2.h",
    ),
    Case(
        "hai-phong",
        "11411/2025/quy-3",
        "Sau hơn một tháng hoạt động, Trung tâm tiếp nhận 3.334 hồ sơ, tỷ lệ giải quyết trong hạn đạt 95,35%, không có hồ sơ quá hạn.",
        {},
        {"ho_so.qua_han": "không có"},
    ),
    # Wards of a city, a ranking, about so much.
    Case(
        "dong-da",
        "00235/2025/quy-3",
        "Trong quý III/2025, tổng số hồ sơ đã tiếp nhận là 6.471 hồ sơ: tiếp nhận trực tuyến 5.060 hồ sơ (78%); tiếp nhận trực tiếp 1.411 hồ sơ (21%). Trong số 6.348 hồ sơ đã trả kết quả, có đến 6.342 hồ sơ được trả trước hạn, chỉ có 6 hồ sơ quá hạn.",
        {
            "ho_so.tiep_nhan": "6.471",
            "ho_so.truc_tuyen": "5.060",
            "ho_so.truc_tiep": "1.411",
            "ho_so.da_giai_quyet": "6.348",
            "ho_so.truoc_han": "6.342",
            "ho_so.qua_han": "6",
        },
        {"ty_le.truc_tuyen": "78", "ty_le.truc_tiep": "21"},
    ),
    Case(
        "dong-da",
        "00235/2025/quy-3",
        "Các lĩnh vực có số lượng hồ sơ lớn là hộ tịch (3.133 hồ sơ) và chứng thực (2.840 hồ sơ).",
    ),
    Case(
        "dong-da",
        "00235/2025/quy-3",
        "Theo Bộ chỉ số 766, tháng 7/2025 phường xếp hạng 119/126 xã, phường; đến tháng 9/2025 vươn lên vị trí 3/126 xã, phường.",
    ),
    Case(
        "my-long",
        "30283/2025/quy-1",
        "Trong quý I năm 2025, hơn 800 hồ sơ đã được tiếp nhận và trả kết quả đúng hạn, tỷ lệ giải quyết hồ sơ đạt 100%.",
        {"ty_le.giai_quyet": "100"},
    ),
    Case(
        "thuong-tin",
        "10183/2025/thang-7",
        "Điểm phục vụ hành chính công xã đã giải quyết gần 2.000 thủ tục hành chính, trong đó tỉ lệ số hóa đạt 100%, tỉ lệ giải quyết thủ tục hành chính trực tuyến toàn trình đạt gần 70%.",
    ),
    Case(
        "an-hoi",
        "28777/2025/nam",
        "Về Bộ chỉ số phục vụ người dân và doanh nghiệp, phường xếp vị trí thứ 2 vào tháng 10/2025, dẫn đầu trong tháng 11/2025.",
    ),
    Case(
        "hue",
        "19753/2025/thang-7",
        "Trong ngày 14/7, thành phố tiếp nhận 3.425 hồ sơ, tỷ lệ nộp trực tuyến đạt 95%. Phường Thuận Hóa tiếp nhận 203 hồ sơ, tỷ lệ hồ sơ trực tuyến đạt 100%.",
    ),
    Case(
        "hue",
        "19753/2025/thang-7",
        "Phường Hương An dẫn đầu về giải quyết đúng hạn với tỷ lệ 91% (309/338 hồ sơ); xã Phú Vang có tỷ lệ hồ sơ trực tuyến đạt 99,59% (491/493 hồ sơ).",
    ),
    Case(
        "hue",
        "19753/2025/thang-7",
        "Phường Phú Xuân tiếp nhận 1.758 hồ sơ, phường Thuận Hóa tiếp nhận 203 hồ sơ.",
        {"ho_so.tiep_nhan": "1.758"},
    ),
    # Tasks of a plan.
    Case(
        "dong-khe",
        "01786/2025/nam",
        "Kế hoạch cải cách hành chính năm 2025 của xã xác định 41 nhiệm vụ cụ thể. Đến nay, UBND xã đã hoàn thành 31/41 nhiệm vụ, đạt 75,6%; 10/41 nhiệm vụ đang tiếp tục thực hiện.",
        {"1.1.1": "41", "1.1.2": "31"},
        section="I.1",
    ),
    # Months and quarters of an office that also tells the other windows.
    Case(
        "vinh-phuc-8",
        "08971/2021/thang-8",
        "Trong tháng 8/2021 đã tiếp nhận mới 19.630 hồ sơ, hồ sơ trả trước và đúng hạn là 19.255 hồ sơ (đạt 96,55%), hồ sơ đến hạn giải quyết 19.944 hồ sơ, hồ sơ quá hạn giải quyết nhưng chưa có kết quả 689 hồ sơ chiếm 3,45%, trả lại hồ sơ và người nộp đề nghị rút hồ sơ là 16 hồ sơ (chiếm 0,08%).",
        {"ho_so.tiep_nhan": "19.630", "ho_so.trong_han": "19.255"},
        {"ty_le.trong_han": "96,55", "ho_so.dang_qua_han": "689", "ho_so.tra_lai": "16"},
    ),
    Case(
        "vinh-phuc-8",
        "08971/2021/thang-8",
        "Tỷ lệ chậm hạn giảm 3,86% so với tháng 7, giảm 49,54% so với tháng 01/2021; huyện Sông Lô giảm từ 10,85% xuống còn 1,31%.",
    ),
    Case(
        "vinh-phuc-9",
        "08971/2021/thang-9",
        "Tháng 9/2021, Trung tâm đã tiếp nhận mới 4.131 hồ sơ, hồ sơ tồn kỳ trước chuyển sang là 2.171, lũy kế đã và đang giải quyết trong kỳ là 6.302 hồ sơ; đến hạn giải quyết là 4.169 hồ sơ. Đã có kết quả trả trước và đúng hạn là 4.157 hồ sơ (đạt 99,71%). Hồ sơ đã trả kết quả nhưng chậm hạn và hồ sơ quá hạn giải quyết nhưng chưa có kết quả là 12 hồ sơ (chiếm 0,29%).",
        {"ho_so.tiep_nhan": "4.131", "ho_so.ky_truoc": "2.171", "ho_so.trong_han": "4.157"},
        {"ty_le.trong_han": "99,71"},
    ),
    Case(
        "vinh-phuc-9",
        "08971/2021/quy-3",
        "Tháng 9/2021, Trung tâm tiếp nhận mới 4.131 hồ sơ, hồ sơ tồn kỳ trước chuyển sang là 2.171. Quý III/2021, Trung tâm tiếp nhận mới 14.043 hồ sơ, hồ sơ tồn kỳ trước chuyển sang là 2.191.",
        {"ho_so.tiep_nhan": "14.043", "ho_so.ky_truoc": "2.191"},
    ),
    Case(
        "vinh-phuc-9",
        "08971/2021/thang-9",
        "Tháng 9/2021, Trung tâm tiếp nhận mới 4.131 hồ sơ, hồ sơ tồn kỳ trước chuyển sang là 2.171. Quý III/2021, Trung tâm tiếp nhận mới 14.043 hồ sơ, hồ sơ tồn kỳ trước chuyển sang là 2.191.",
        {"ho_so.tiep_nhan": "4.131", "ho_so.ky_truoc": "2.171"},
    ),
    Case(
        "vinh-phuc-9",
        "08971/2021/thang-9",
        "Có 15 cơ quan, đơn vị cấp tỉnh phát sinh hồ sơ trực tuyến với tổng số 1.598 hồ sơ, trong đó có 61 hồ sơ nộp mức độ 3 và 1.537 hồ sơ nộp mức độ 4. Tỷ lệ hồ sơ trực tuyến trung bình đạt 18,9% trên tổng số hồ sơ giải quyết của các sở, ngành.",
    ),
    # A whole province, district or city in the report of a commune.
    Case(
        "binh-duong",
        "25966/2021/nam",
        "Năm 2021, 91 xã, phường, thị trấn trên địa bàn tỉnh đã tiếp nhận 904.497 hồ sơ TTHC các loại; đã giải quyết 904.298 hồ sơ, trong đó trả trước và đúng hạn 904.225 hồ sơ, đạt tỷ lệ 99,99%, quá hạn 73 hồ sơ, chiếm tỷ lệ 0,01%.",
    ),
    Case(
        "lam-dong",
        "24850/2024/quy-1",
        "Trong quý I, toàn tỉnh đã tiếp nhận 659.245 hồ sơ, đã giải quyết 643.272 hồ sơ; trong đó, số hồ sơ giải quyết đúng và trước hạn có 635.593 hồ sơ, chiếm tỷ lệ 98,81%; số hồ sơ quá hạn có 7.677 hồ sơ, chiếm tỷ lệ 1,19%.",
    ),
    Case(
        "lam-dong",
        "24850/2024/quy-1",
        "Toàn tỉnh đã tiếp nhận 659.245 hồ sơ. Với cấp xã, quý I tiếp nhận 264.610 hồ sơ, đã giải quyết 261.896 hồ sơ; trong đó, đúng và trước hạn 260.612 hồ sơ, đạt tỷ lệ 99,51%.",
    ),
    Case(
        "lam-dong",
        "24850/2024/quy-1",
        "Với cấp huyện, 12 huyện, thành phố trong quý I đã tiếp nhận 340.060 hồ sơ, đã giải quyết 329.596 hồ sơ; trong đó, đúng và trước hạn có 323.911 hồ sơ, đạt tỷ lệ 98,28%, còn 5.685 hồ sơ quá hạn.",
    ),
    Case(
        "lam-dong",
        "24850/2024/quy-1",
        "Trong số hồ sơ còn lại đang giải quyết gồm 7.172 hồ sơ, có 5.950 hồ sơ chưa đến hạn và 1.222 hồ sơ đã quá hạn.",
        {"ho_so.dang_giai_quyet": "7.172", "ho_so.dang_trong_han": "5.950", "ho_so.dang_qua_han": "1.222"},
    ),
    Case(
        "lam-dong-10",
        "24850/2024/thang-10",
        "Trong tháng 10, Bộ phận Một cửa đã tiếp nhận tổng cộng 19.361 hồ sơ, trong đó có 16.041 hồ sơ tiếp nhận mới, số còn lại từ kỳ trước chuyển sang.",
        or_too={"ho_so.tiep_nhan": "19.361"},
    ),
    Case(
        "lam-dong-10",
        "24850/2024/thang-10",
        "Trong số hồ sơ trên, đã giải quyết 15.641 hồ sơ, trong đó giải quyết trước hạn có 13.529 hồ sơ, chiếm tỷ lệ 86,5%; giải quyết đúng hạn có 1.958 hồ sơ, chiếm tỷ lệ 12,5%; số hồ sơ quá hạn còn 154, chiếm tỷ lệ 1%.",
        {
            "ho_so.da_giai_quyet": "15.641",
            "ho_so.truoc_han": "13.529",
            "ho_so.dung_han": "1.958",
            "ho_so.qua_han": "154",
        },
    ),
    Case(
        "quan-1",
        "26740/2024/nam",
        "Trong năm 2024, UBND phường tiếp nhận 585.336 hồ sơ hành chính. Kết quả đã giải quyết 585.116 hồ sơ, đạt tỷ lệ 99,96% (số hồ sơ giải quyết đúng hạn là 585.116 hồ sơ đạt tỷ lệ 99,96%, số hồ sơ giải quyết trễ hạn là 0 hồ sơ, tỷ lệ 0%); số hồ sơ đang giải quyết còn trong hạn là 220 hồ sơ.",
        {
            "ho_so.tiep_nhan": "585.336",
            "ho_so.da_giai_quyet": "585.116",
            "ho_so.trong_han": "585.116",
            "ho_so.qua_han": "0",
            "ho_so.dang_trong_han": "220",
        },
        {"ty_le.trong_han": "99,96", "ty_le.giai_quyet": "99,96"},
    ),
    Case(
        "quan-1",
        "26740/2024/nam",
        "Qua 3 năm từ 2016 đến 2018 chỉ có 1 hồ sơ trễ hạn, là hồ sơ liên thông khai sinh, đăng ký thường trú.",
    ),
    Case(
        "da-lat",
        "24850/2023/nam",
        "Từ ngày 7/12/2022 đến ngày 4/12/2023, phường đã tiếp nhận tổng cộng 71.714 hồ sơ, đã giải quyết trước hạn và đúng hạn 71.714 hồ sơ (trong đó có 32 hồ sơ đang giải quyết trong hạn), đạt tỷ lệ 100%.",
        {"ho_so.tiep_nhan": "71.714", "ho_so.trong_han": "71.714"},
        {"ty_le.trong_han": "100", "ho_so.dang_trong_han": "32"},
    ),
    Case(
        "da-lat",
        "24850/2024/nam",
        "Từ ngày 7/12/2022 đến ngày 4/12/2023, phường đã tiếp nhận tổng cộng 71.714 hồ sơ.",
    ),
    Case(
        "da-lat",
        "24850/2023/nam",
        "Toàn thành phố đã tiếp nhận tổng cộng 87.582 hồ sơ; giải quyết trước hạn, đúng hạn 87.253 hồ sơ. Tại khối UBND các phường, xã đã tiếp nhận tổng cộng 71.714 hồ sơ.",
    ),
    # Thousands in words, abbreviations, another body.
    Case(
        "ben-tre",
        "28777/2021/thang-5",
        "Tháng 5-2021, đã tiếp nhận 5,65 ngàn HS các loại. Trong đó có 1,07 ngàn HS kỳ trước chuyển sang, tiếp nhận mới trực tiếp 3,19 ngàn HS, tiếp nhận trực tuyến 1,25 ngàn HS, tiếp nhận qua dịch vụ bưu chính công ích 132 HS.",
        {"ho_so.bcci": "132"},
    ),
    Case(
        "ben-tre",
        "28777/2021/thang-5",
        "Đã giải quyết: 4.561/5.650 HS (tỷ lệ 80,7%). Trong đó, có 4,52 ngàn HS giải quyết đúng và trước hạn (tỷ lệ 99,7%), có 12 hồ sơ giải quyết trễ hạn (tỷ lệ 0,3%). Đang giải quyết 1.089 HS (còn trong thời hạn giải quyết).",
        {"ho_so.da_giai_quyet": "4.561", "ho_so.qua_han": "12", "ho_so.dang_giai_quyet": "1.089"},
        {"ty_le.giai_quyet": "80,7", "ty_le.trong_han": "99,7"},
    ),
    Case(
        "ben-tre-10",
        "28777/2024/thang-10",
        "Số lượng HS tiếp nhận giảm 142 HS so với tháng 9-2024. Các cơ quan có số lượng HS tiếp nhận nhiều là: Công an 3,8 ngàn HS, Sở Giao thông vận tải 829 HS.",
    ),
    Case(
        "nam-mau",
        "01909/2023/nam",
        "Đơn vị giải quyết trả kết quả 100% hồ sơ thủ tục hành chính đúng và trước thời gian quy định, không có hồ sơ trễ hạn, không có ý kiến phản ánh, kiến nghị của tổ chức, cá nhân.",
        {"ho_so.qua_han": "không có", "phan_anh.tiep_nhan": "không có"},
        {"ty_le.trong_han": "100"},
    ),
    Case(
        "nam-mau",
        "01909/2023/nam",
        "Chiều ngày 26/10/2023, Đoàn kiểm tra số 03 của UBND huyện kiểm tra công tác cải cách hành chính của xã theo Kế hoạch số 115/KH-UBND ngày 11/4/2023.",
        section="I.2",
    ),
    Case(
        "vinh-hung",
        "15367/2024/nam",
        "100% cán bộ, công chức xã được cấp máy tính có kết nối mạng; 100% văn bản đi, đến được xử lý theo đúng quy định. Dân số khoảng 1.522 hộ, với 6.236 nhân khẩu.",
        section="II.6.a",
    ),
    # A commune's report software: every clause that it writes.
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Khái quát tình hình tiếp nhận: Trong kỳ báo cáo (Quý III/2025), toàn hệ thống đã tiếp nhận tổng số 4.210 hồ sơ TTHC (bao gồm: trực tuyến 3.905 hồ sơ, đạt tỷ lệ 92,8%; trực tiếp và bưu chính 305 hồ sơ; tồn đọng từ kỳ trước chuyển qua 61 hồ sơ).",
        {
            "ho_so.tiep_nhan": "4.210",
            "ho_so.truc_tuyen": "3.905",
            "ty_le.truc_tuyen": "92,8",
            "ho_so.truc_tiep_bcci": "305",
            "ho_so.ky_truoc": "61",
        },
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Kết quả giải quyết: Đã hoàn thành giải quyết 4.130 hồ sơ (đạt tỷ lệ giải quyết 96,7%), trong đó giải quyết Trước hạn 3.902 hồ sơ, Đúng hạn 210 hồ sơ, Quá hạn 18 hồ sơ.",
        {
            "ho_so.da_giai_quyet": "4.130",
            "ho_so.truoc_han": "3.902",
            "ho_so.dung_han": "210",
            "ho_so.qua_han": "18",
        },
        {"ty_le.giai_quyet": "96,7"},
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Đánh giá chất lượng phục vụ: Tỷ lệ giải quyết đúng và trước hạn toàn hệ thống đạt 99,6%, phản ánh sự nỗ lực của các cơ quan, đơn vị.",
        {"ty_le.trong_han": "99,6"},
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Tình hình hồ sơ đang xử lý: Hiện có 141 hồ sơ đang trong quy trình giải quyết (trong đó trong hạn: 139 hồ sơ; quá hạn đang xử lý: 2 hồ sơ).",
        {"ho_so.dang_giai_quyet": "141", "ho_so.dang_trong_han": "139", "ho_so.dang_qua_han": "2"},
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Đánh giá so với kỳ trước (Quý II/2025): Khối lượng tiếp nhận tăng 310 hồ sơ (+7,9%); Tỷ lệ hồ sơ trực tuyến tăng 3,1 điểm %; Tỷ lệ giải quyết đúng hạn tăng 0,4 điểm %; Số hồ sơ quá hạn giảm 4 hồ sơ (chuyển biến tích cực).",
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Bộ phận Tiếp nhận và Trả kết quả đã ghi nhận và phát hành 27 lượt đôn đốc đối với 21 hồ sơ. Có 3 hồ sơ bị đôn đốc nhiều lần. Đã giải quyết hoàn tất 25 lượt đôn đốc (đạt 92,6%), hiện còn 2 lượt đang được theo dõi xử lý.",
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Đơn vị Phòng Kinh tế có khối lượng tiếp nhận lớn nhất với 820 hồ sơ, tỷ lệ đúng hạn đạt 98,4%.",
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        'Lĩnh vực "Hộ tịch" chiếm tỷ trọng phát sinh hồ sơ cao nhất (1.310 hồ sơ, đạt tỷ lệ đúng hạn 99,9%).',
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Trong kỳ báo cáo, toàn hệ thống đã tiếp nhận tổng số 4.210 hồ sơ TTHC (trong đó trực tuyến đạt 3.905 hồ sơ, chiếm tỷ lệ 92,8%).",
        {"ho_so.tiep_nhan": "4.210", "ho_so.truc_tuyen": "3.905", "ty_le.truc_tuyen": "92,8"},
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Tổng số hồ sơ đã giải quyết xong là 4.130 hồ sơ (đạt tỷ lệ giải quyết 96,7%). Tỷ lệ giải quyết đúng và trước hạn đạt mức cao: 99,6%.",
        {"ho_so.da_giai_quyet": "4.130", "ty_le.trong_han": "99,6"},
        {"ty_le.giai_quyet": "96,7"},
    ),
    Case(
        "chan-may",
        "20137/2025/quy-3",
        "Tỷ lệ nộp trực tuyến đạt 92,8%, cần tiếp tục đẩy mạnh tuyên truyền.",
        {"ty_le.truc_tuyen": "92,8"},
    ),
    Case(
        "quy-1-2026",
        "25966/2026/quy-1",
        "Trong quý I năm 2026, phường tiếp nhận 1.250 hồ sơ thủ tục hành chính, trong đó hộ tịch 520 hồ sơ, chứng thực 430 hồ sơ, đất đai 180 hồ sơ, lĩnh vực khác 120 hồ sơ. Tỷ lệ giải quyết đúng hạn đạt 96 phần trăm.",
        {"ho_so.tiep_nhan": "1.250", "ty_le.trong_han": "96"},
    ),
    Case(
        "quy-1-2026",
        "25966/2026/quy-3",
        "Trong quý III, phường tiếp nhận 1.245 hồ sơ thủ tục hành chính. Tỷ lệ giải quyết đúng hạn đạt 99,6%, tăng so với quý trước. Tỷ lệ hồ sơ trực tuyến toàn trình đạt 78%.",
        {"ho_so.tiep_nhan": "1.245", "ty_le.trong_han": "99,6"},
    ),
    Case(
        "quy-1-2026",
        "25966/2024/6-thang",
        "Trong 6 tháng đầu năm: thu ngân sách đạt 58% kế hoạch, tỷ lệ hồ sơ hành chính giải quyết đúng hạn đạt 98,6%.",
        {"ty_le.trong_han": "98,6"},
    ),
    Case(
        "quy-1-2026",
        "25966/2026/nam",
        "Chỉ tiêu chủ yếu năm 2026: tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn đạt 98% trở lên; tổng thu ngân sách đạt 3.450 tỷ đồng.",
    ),
    Case(
        "quy-1-2026",
        "25966/2026/nam",
        "Trung tâm Phục vụ hành chính công phường tiếp nhận trung bình 180 hồ sơ/tuần, tỷ lệ đúng hạn 97,8%.",
        or_too={"ty_le.trong_han": "97,8"},
    ),
    # Eleven days, a week, two scopes.
    Case(
        "rach-gia",
        "30742/2025/quy-3",
        "Từ ngày 1/7 đến ngày 11/7/2025, trung tâm tiếp nhận 2.896 hồ sơ, trong đó trực tuyến 900 hồ sơ (31,08%), trực tiếp 1.996 hồ sơ; đã trả kết quả 2.131 hồ sơ, đạt 73,58%; quá hạn 40 hồ sơ, chiếm 1,38%.",
    ),
    Case(
        "rach-gia",
        "30742/2025/quy-3",
        "Trong kỳ, trung tâm tiếp nhận 2.896 hồ sơ, trong đó trực tuyến 900 hồ sơ (31,08%), trực tiếp 1.996 hồ sơ; đã trả kết quả 2.131 hồ sơ, đạt 73,58%; quá hạn 40 hồ sơ, chiếm 1,38%.",
        {
            "ho_so.tiep_nhan": "2.896",
            "ho_so.truc_tuyen": "900",
            "ho_so.truc_tiep": "1.996",
            "ho_so.da_giai_quyet": "2.131",
            "ho_so.qua_han": "40",
        },
        {"ty_le.truc_tuyen": "31,08", "ty_le.giai_quyet": "73,58"},
    ),
    Case(
        "phu-quoc",
        "31078/2025/quy-3",
        "Từ ngày 01 đến 04/7/2025, tại quầy tiếp nhận 1.208 hồ sơ (kể cả chứng thực), đã trả 529 hồ sơ, đang giải quyết 679 hồ sơ. Trên hệ thống của tỉnh, từ ngày 01 đến 05/7/2025 có 259 hồ sơ, trong đó 186 hồ sơ trực tuyến, đạt 71,8%.",
    ),
    Case(
        "con-dao",
        "26732/2025/quy-3",
        "Trung tâm Phục vụ hành chính công đặc khu Côn Đảo tiếp nhận 798 hồ sơ, gồm 497 hồ sơ trực tuyến, 301 hồ sơ trực tiếp và qua bưu chính.",
        {"ho_so.tiep_nhan": "798", "ho_so.truc_tuyen": "497", "ho_so.truc_tiep_bcci": "301"},
    ),
    Case(
        "thanh-oai",
        "10114/2025/nam",
        "Từ ngày 01/7 đến 30/11/2025, xã tiếp nhận 5.342 hồ sơ, trong đó trực tuyến 4.375 hồ sơ (đạt 81,9%), trực tiếp 967 hồ sơ; đã giải quyết 5.031 hồ sơ (đạt 94%), không có hồ sơ quá hạn.",
        {
            "ho_so.tiep_nhan": "5.342",
            "ho_so.truc_tuyen": "4.375",
            "ty_le.truc_tuyen": "81,9",
            "ho_so.truc_tiep": "967",
            "ho_so.da_giai_quyet": "5.031",
            "ho_so.qua_han": "không có",
        },
        {"ty_le.giai_quyet": "94"},
    ),
    Case(
        "lai-thieu",
        "25966/2024/9-thang",
        "Bộ phận Một cửa tiếp nhận 3.466 hồ sơ trực tuyến, 1.349 hồ sơ trực tiếp và 3.433 hồ sơ chứng thực bản sao điện tử; có 2.099 hồ sơ thanh toán trực tuyến.",
        {
            "ho_so.truc_tuyen": "3.466",
            "ho_so.truc_tiep": "1.349",
            "ho_so.ban_sao_dien_tu": "3.433",
            "thanh_toan.truc_tuyen": "2.099",
        },
    ),
    Case(
        "nhon-trach",
        "26485/2025/quy-3",
        "Xã tiếp nhận hơn 7.500 hồ sơ; tỷ lệ số hóa thành phần hồ sơ khi tiếp nhận đạt 91,06%, tỷ lệ số hóa kết quả giải quyết đạt 96,59%.",
        {"ty_le.so_hoa_ho_so": "91,06", "ty_le.so_hoa_ket_qua": "96,59"},
    ),
    Case(
        "tphcm",
        "27553/2025/quy-3",
        "Thành phố có 1.627 dịch vụ công trực tuyến (1.282 một phần và 345 toàn trình); số lượng hồ sơ trực tuyến là 591.891 hồ sơ; tỷ lệ hài lòng trong tiếp nhận giải quyết TTHC đạt 91,72%.",
    ),
    Case(
        "ca-nuoc",
        "27553/2025/quy-3",
        "Tính từ ngày 1/7 đến 19/8/2025, cả nước đã tiếp nhận hơn 4,3 triệu hồ sơ, trong đó trên 3,2 triệu hồ sơ được nộp trực tuyến, chiếm 75,7%. TPHCM tiếp nhận 645.566 hồ sơ, Điện Biên tiếp nhận 14.922 hồ sơ.",
    ),
    Case(
        "bo-noi-vu",
        "27553/2025/quy-3",
        "Tỷ lệ hồ sơ trực tuyến toàn trình trên tổng hồ sơ giải quyết của cả nước đạt 39,98%, trong đó khối bộ đạt 54,46% và khối tỉnh là 16,94%; trung bình một Trung tâm được bố trí 6 nhân sự.",
    ),
    Case(
        "thanh-ba",
        "08152/2026/thang-1",
        "Ngay trong buổi sáng đầu tiên, Trung tâm đã tiếp nhận và giải quyết trên 30 hồ sơ. Ngày 17/1, trung tâm tiếp nhận 32 hồ sơ.",
    ),
    Case(
        "hoi-xuan",
        "14869/2025/quy-3",
        "Chỉ sau 10 ngày công dân đã nhận được kết quả, sớm hơn quy định 10 ngày.",
    ),
    # Numbers of documents, aims, other years.
    Case(
        "ha-phong",
        "06652/2023/nam",
        "UBND phường đã ban hành Quyết định số 25/QĐ-UBND ngày 19/01/2023; Kế hoạch số 10/KH-UBND ngày 18/01/2023 triển khai Nghị quyết số 124/NQ-HĐND ngày 04/11/2022; Kế hoạch số 14/KH-UBND ngày 18/01/2023 khảo sát sự hài lòng.",
        section="I.1",
    ),
    Case(
        "hoai-hai",
        "21676/2022/9-thang",
        "UBND xã ban hành Quyết định số 246/QĐ-UBND ngày 10/5/2022 kiện toàn Bộ phận Một cửa, Quyết định số 73/QĐ-UBND và Kế hoạch số 04/KH-UBND ngày 20/01/2022.",
        section="II.2.c",
    ),
    Case(
        "dung-kno",
        "24850/2025/quy-1",
        "Thực hiện Kế hoạch số 11/KH-UBND ngày 21/01/2025 của Ủy ban nhân dân xã về công tác cải cách hành chính năm 2024.",
        section="I.1",
    ),
    Case(
        "201-cd-ttg",
        "27553/2025/nam",
        "Chính phủ yêu cầu bảo đảm năm 2025 cắt giảm ít nhất 30% thời gian giải quyết TTHC, 30% chi phí tuân thủ TTHC, 30% điều kiện kinh doanh.",
        section="I.5.b",
    ),
    Case(
        "kiem-tra-34",
        "27553/2025/nam",
        "Các xã, phường phải bảo đảm kiểm tra ít nhất 50% các phòng, ban chuyên môn; tỉnh kiểm tra tại 34 đơn vị.",
        section="I.2",
    ),
    Case(
        "thang-binh",
        "20791/2024/nam",
        "Năm 2023, chỉ số hài lòng của huyện đạt 73,52%, xếp vị trí 10/18 huyện; chi nhánh văn phòng đất đai đạt 76,94% qua phiếu khảo sát.",
        section="II.2.h",
    ),
    Case(
        "da-teh",
        "25126/2024/nam",
        "Bộ phận một cửa của thị trấn rộng 60 m2.",
        {"mot_cua.dien_tich": "60"},
        section="II.2.c",
    ),
    Case(
        "da-teh",
        "25126/2024/nam",
        "Trong 11 xã, thị trấn, chỉ có xã Triệu Hải có phòng một cửa rộng 40m2, còn lại chỉ rộng từ 20-30m2.",
        section="II.2.c",
    ),
)


@dataclass(frozen=True)
class Layout:
    """How a report of a ward for quarter III of 2025 sets out a section ("II.2" or another), and what it says."""

    name: str
    body: str
    says: dict[str, str] = field(default_factory=dict)
    or_too: dict[str, str] = field(default_factory=dict)


_ALL = {
    "ho_so.tiep_nhan": "1.840", "ho_so.truc_tuyen": "1.234", "ho_so.truc_tiep": "590", "ho_so.bcci": "16",
    "ho_so.da_giai_quyet": "1.800", "ho_so.truoc_han": "1.700", "ho_so.dung_han": "95", "ho_so.qua_han": "05",
    "ho_so.dang_giai_quyet": "40", "ho_so.dang_trong_han": "40", "ho_so.dang_qua_han": "0",
}  # fmt: skip

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "a figure a line, below a figure",
        "- Tổng số hồ sơ tiếp nhận: 1.840 hồ sơ, trong đó:\n+ Trực tuyến: 1.234 hồ sơ;\n+ Trực tiếp: 590 hồ sơ;\n"
        "+ Qua dịch vụ bưu chính công ích: 16 hồ sơ.\n- Tổng số hồ sơ đã giải quyết: 1.800 hồ sơ, trong đó:\n"
        "+ Trước hạn: 1.700 hồ sơ;\n+ Đúng hạn: 95 hồ sơ;\n+ Quá hạn: 05 hồ sơ.\n"
        "- Hồ sơ đang giải quyết: 40 hồ sơ, trong đó:\n+ Trong hạn: 40 hồ sơ;\n+ Quá hạn: 0 hồ sơ.",
        _ALL,
    ),
    Layout(
        "a figure a line, without a unit",
        "- Tổng số hồ sơ tiếp nhận: 1.840\n+ Trực tuyến: 1.234\n+ Trực tiếp: 590\n+ Bưu chính công ích: 16\n"
        "- Tổng số hồ sơ đã giải quyết: 1.800\n+ Trước hạn: 1.700\n+ Đúng hạn: 95\n+ Quá hạn: 05\n"
        "- Tổng số hồ sơ đang giải quyết: 40\n+ Trong hạn: 40\n+ Quá hạn: 0",
        _ALL,
    ),
    Layout(
        "a list by fields of work",
        "Kết quả giải quyết theo lĩnh vực:\n- Tư pháp - hộ tịch: Tiếp nhận 600 hồ sơ, giải quyết 590 hồ sơ, đang giải quyết 10 hồ sơ.\n"
        "- Địa chính - xây dựng: Tiếp nhận 45 hồ sơ; giải quyết 40 hồ sơ; quá hạn 02 hồ sơ.\n"
        "- Văn hóa - xã hội: Tiếp nhận 120 hồ sơ, giải quyết 120 hồ sơ.",
    ),
    Layout(
        "a list by villages and offices",
        "- Chi nhánh số 1: Tiếp nhận 600 hồ sơ, giải quyết 590 hồ sơ.\n- Chi nhánh số 2: Tiếp nhận 700 hồ sơ, giải quyết 690 hồ sơ.\n"
        "- Phòng Kinh tế: Tiếp nhận 45 hồ sơ; giải quyết 40 hồ sơ.",
    ),
    Layout(
        "sentences broken by hard line ends",
        "Trong quý III năm 2025, Ủy ban nhân dân phường Phù Liễn đã tiếp nhận tổng số\n1.840 hồ sơ, trong đó trực tuyến 1.234\nhồ sơ, trực tiếp 590 hồ sơ, qua dịch vụ bưu chính\n"
        "công ích 16 hồ sơ. Đã giải quyết 1.800 hồ sơ, trong đó trước\nhạn 1.700 hồ sơ, đúng hạn 95 hồ sơ, quá hạn\n05 hồ sơ.",
        {key: _ALL[key] for key in list(_ALL)[:8]},
    ),
    Layout(
        "figures in words",
        "Trong quý III, tiếp nhận 05 (năm) phản ánh, kiến nghị; đã xử lý 05 (năm) phản ánh, kiến nghị; hai đồng chí trực tại bộ phận một cửa; "
        "tổ chức ba cuộc họp.",
        {"phan_anh.tiep_nhan": "05", "phan_anh.da_xu_ly": "05"},
    ),
    Layout(
        "ranges",
        "Mỗi ngày tiếp nhận 15 - 20 hồ sơ, có ngày 30-35 hồ sơ; thời gian giải quyết rút ngắn 1-2 ngày; tỷ lệ hồ sơ trực tuyến đạt 90-95%.",
    ),
    Layout(
        "blanks between thousands",
        "Trong quý III, tiếp nhận 1 840 hồ sơ, trong đó trực tuyến 1 234 hồ sơ; đã giải quyết 1.800 hồ sơ.",
        {"ho_so.da_giai_quyet": "1.800"},
    ),
    Layout(
        "commas between thousands",
        "Trong quý III, tiếp nhận 1,840 hồ sơ, trong đó trực tuyến 1,234 hồ sơ; đã giải quyết 1.800 hồ sơ.",
        {"ho_so.da_giai_quyet": "1.800"},
    ),
    Layout(
        "nothing to tell",
        "- Hồ sơ quá hạn: Không.\n- Phản ánh, kiến nghị: không có.\n- Qua bưu chính công ích: 0 hồ sơ.",
        {},
        {"ho_so.qua_han": "không", "phan_anh.tiep_nhan": "không có", "ho_so.bcci": "0"},
    ),
    Layout(
        "sums since the beginning of the year in brackets",
        "Trong quý III, tiếp nhận 1.840 hồ sơ (lũy kế từ đầu năm 5.210 hồ sơ); đã giải quyết 1.800 hồ sơ (lũy kế 5.150 hồ sơ).",
        {"ho_so.tiep_nhan": "1.840", "ho_so.da_giai_quyet": "1.800"},
    ),
    Layout(
        "sums since the beginning of the year in a sentence",
        "Lũy kế từ đầu năm đến nay, UBND phường tiếp nhận 5.210 hồ sơ; đã giải quyết 5.150 hồ sơ.",
    ),
    Layout(
        "since the beginning of the year, without another word",
        "Từ đầu năm đến nay, UBND phường đã tiếp nhận 5.210 hồ sơ; đã giải quyết 5.150 hồ sơ, đạt 98,8%.",
    ),
    Layout(
        "two windows with their days",
        "Từ ngày 15/6/2025 đến ngày 14/9/2025, tiếp nhận 1.840 hồ sơ. Từ ngày 15/12/2024 đến ngày 14/9/2025, tiếp nhận 5.210 hồ sơ.",
        {"ho_so.tiep_nhan": "1.840"},
    ),
    Layout(
        "the same window a year before",
        "Từ ngày 15/6/2024 đến ngày 14/9/2024, tiếp nhận 1.500 hồ sơ, đã giải quyết 1.490 hồ sơ.",
    ),
    Layout(
        "month by month",
        "Từ ngày 01/7/2025 đến ngày 31/7/2025, tiếp nhận 500 hồ sơ. Từ ngày 01/8/2025 đến ngày 31/8/2025, tiếp nhận 640 hồ sơ. "
        "Tháng 9 tiếp nhận 700 hồ sơ.",
    ),
    Layout(
        "the months of the quarter as a list",
        "Kết quả tiếp nhận các tháng:\n- Tháng 7: tiếp nhận 500 hồ sơ.\n- Tháng 8: tiếp nhận 640 hồ sơ.\n- Tháng 9: tiếp nhận 700 hồ sơ.",
    ),
    Layout(
        "before and now with a stroke",
        "Số hồ sơ tiếp nhận quý II/quý III: 1.700/1.840 hồ sơ; tỷ lệ hồ sơ trực tuyến: 60%/67%.",
    ),
    Layout(
        "a table in the text",
        "| Nội dung | Quý III | 9 tháng |\n| --- | --- | --- |\n| Tiếp nhận | 1.840 hồ sơ | 5.210 hồ sơ |\n| Đã giải quyết | 1.800 hồ sơ | 5.150 hồ sơ |",
    ),
    Layout(
        "a table of tabs",
        "Nội dung\tQuý III\t9 tháng\nTiếp nhận\t1.840 hồ sơ\t5.210 hồ sơ\nĐã giải quyết\t1.800 hồ sơ\t5.150 hồ sơ",
    ),
    Layout(
        "an aim beside what was reached",
        "Tỷ lệ hồ sơ trực tuyến: chỉ tiêu giao 80%, thực hiện 67,1%. Tỷ lệ số hóa hồ sơ theo kế hoạch là 100%.",
    ),
    Layout(
        "money and people",
        "Thu phí, lệ phí trực tuyến 45.000.000 đồng của 310 lượt; chi 20 triệu đồng mua 02 máy scan; hướng dẫn 250 lượt người nộp hồ sơ trực tuyến.",
    ),
    Layout(
        "another body in the paragraph before",
        "Toàn thành phố tiếp nhận 25.000 hồ sơ trong quý III.\n\nĐã giải quyết 24.000 hồ sơ, đang giải quyết 1.000 hồ sơ.\n\n"
        "UBND phường tiếp nhận 1.840 hồ sơ.\n\nĐã giải quyết 1.800 hồ sơ.",
        {"ho_so.tiep_nhan": "1.840", "ho_so.da_giai_quyet": "1.800"},
    ),
    Layout(
        "a whole paragraph in one breath",
        "Trong quý III, tổng số hồ sơ TTHC tiếp nhận của phường là 1.840 hồ sơ, gồm 1.234 hồ sơ trực tuyến, 590 hồ sơ trực tiếp, 16 hồ sơ qua bưu "
        "chính công ích; số hồ sơ đã giải quyết là 1.800 hồ sơ, trong đó: 1.700 hồ sơ trước hạn, 95 hồ sơ đúng hạn, 05 hồ sơ quá hạn; "
        "số hồ sơ đang giải quyết là 40 hồ sơ (40 hồ sơ trong hạn, 0 hồ sơ quá hạn).",
        _ALL,
    ),
    Layout(
        "lists under headings of their periods",
        "* Năm 2024:\n- Tiếp nhận: 6.000 hồ sơ\n- Đã giải quyết: 5.900 hồ sơ\n* 9 tháng năm 2025:\n- Tiếp nhận: 5.210 hồ sơ\n- Đã giải quyết: 5.150 hồ sơ\n"
        "* Kế hoạch quý IV/2025:\n- Tiếp nhận: 2.000 hồ sơ\n- Tỷ lệ hồ sơ trực tuyến: 80%",
    ),
    Layout(
        "a list, then the same since the beginning of the year",
        "Kết quả tiếp nhận, giải quyết hồ sơ trong kỳ:\n- Tiếp nhận: 1.840 hồ sơ (lũy kế: 5.210 hồ sơ; cùng kỳ: 1.500 hồ sơ)\n- Đã giải quyết: 1.800 hồ sơ, lũy kế 5.150 hồ sơ\n"
        "Lũy kế từ đầu năm:\n- Tiếp nhận: 5.210 hồ sơ\n- Đã giải quyết: 5.150 hồ sơ\n- Đang giải quyết: 60 hồ sơ",
        {"ho_so.tiep_nhan": "1.840", "ho_so.da_giai_quyet": "1.800"},
    ),
    Layout(
        "fields of work, each with a heading",
        "a) Lĩnh vực tư pháp - hộ tịch\n- Tiếp nhận: 300 hồ sơ\n- Đã giải quyết: 290 hồ sơ\nb) Lĩnh vực đất đai\n- Tiếp nhận: 45 hồ sơ\n- Đã giải quyết: 40 hồ sơ, quá hạn 2 hồ sơ",
    ),
    Layout(
        "the period within what is counted",
        "- Số hồ sơ tiếp nhận quý II: 1.700 hồ sơ.\n- Số hồ sơ tiếp nhận quý III: 1.840 hồ sơ.\n- Số hồ sơ tiếp nhận lũy kế 9 tháng: 5.210 hồ sơ.\n"
        "- Số hồ sơ tiếp nhận từ đầu năm đến nay: 5.210 hồ sơ.\n- Số hồ sơ tiếp nhận tháng 8: 640 hồ sơ.",
        {"ho_so.tiep_nhan": "1.840"},
    ),
    Layout(
        "the period behind the figure",
        "Tiếp nhận 5.210 hồ sơ trong 9 tháng. Thanh toán trực tuyến 310 hồ sơ trong năm 2024. Đã giải quyết 1.800 hồ sơ trong quý III.",
        {"ho_so.da_giai_quyet": "1.800"},
    ),
    Layout(
        "opinions and tasks, counted as dossiers are",
        "e) Tiếp nhận, xử lý phản ánh, kiến nghị\nTiếp nhận 11 phản ánh, kiến nghị (kỳ trước chuyển sang 01). Trong đó: trực tuyến 8, trực tiếp 3. Đã giải quyết: đúng hạn 10, quá hạn 1.\n"
        "- Đang xử lý 02 phản ánh, kiến nghị.\nNhiệm vụ được giao: 43 nhiệm vụ; đã giải quyết trước hạn 40, đúng hạn 2, quá hạn 1.",
        {"phan_anh.tiep_nhan": "11"},
    ),
    Layout(
        "the year, which is no quarter",
        "Năm 2025, UBND phường tiếp nhận 5.210 hồ sơ. Tỷ lệ thanh toán trực tuyến năm 2025 đạt 95%.",
    ),
)

WINDOWS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("2024/nam", "Giai đoạn 2021 - 2025, xã tiếp nhận 12.000 hồ sơ.", {}),
    ("2024/nam", "Nhiệm kỳ 2021 - 2026 tiếp nhận 12.000 hồ sơ.", {}),
    ("2024/nam", "Tháng đầu hoạt động tiếp nhận 500 hồ sơ.", {}),
    ("2024/nam", "Tháng cuối năm tiếp nhận 90 hồ sơ, đã giải quyết 80 hồ sơ.", {}),
    ("2024/nam", "Quý đầu năm tiếp nhận 200 hồ sơ.", {}),
    ("2024/nam", "Ba tháng đầu năm tiếp nhận 200 hồ sơ.", {}),
    ("2024/nam", "Đến ngày 30/6 tiếp nhận 400 hồ sơ.", {}),
    ("2024/nam", "Tính đến ngày 30/6/2024, đã tiếp nhận 400 hồ sơ.", {}),
    ("2024/nam", "Đến hết quý III, đã tiếp nhận 600 hồ sơ.", {}),
    ("2024/nam", "Phòng Kinh tế, Hạ tầng và Đô thị tiếp nhận 45 hồ sơ; đã giải quyết 40 hồ sơ.", {}),
    ("2024/nam", "Văn phòng HĐND và UBND tiếp nhận 45 hồ sơ; giải quyết 40 hồ sơ.", {}),
    ("2024/nam", "Địa chính: tiếp nhận 45 hồ sơ; giải quyết 40 hồ sơ; quá hạn 2 hồ sơ.", {}),
    ("2024/nam", "Tư pháp hộ tịch tiếp nhận 450 hồ sơ; đã giải quyết 440 hồ sơ; đang giải quyết 10 hồ sơ.", {}),
    ("2024/nam", "Chứng thực: 500 hồ sơ; đã giải quyết 500 hồ sơ.", {}),
    ("2024/nam", "Đối với hồ sơ đất đai: tiếp nhận 45 hồ sơ. Đã giải quyết 40 hồ sơ.", {}),
    ("2024/nam", "Xã Tân Lập tiếp nhận 300 hồ sơ; đã giải quyết 290 hồ sơ.", {}),
    (
        "2024/nam",
        "UBND xã Hoằng Lưu tiếp nhận 830 hồ sơ; đã giải quyết 818 hồ sơ.",
        {"ho_so.tiep_nhan": "830", "ho_so.da_giai_quyet": "818"},
    ),
    ("2024/nam", "UBND xã Hoàng Lưu tiếp nhận 830 hồ sơ.", {"ho_so.tiep_nhan": "830"}),
    ("2024/nam", "Toàn huyện giải quyết 25.000 hồ sơ. Trong đó trực tuyến 20.000 hồ sơ.", {}),
    ("2024/nam", "Toàn huyện tiếp nhận 25.000 hồ sơ. UBND xã tiếp nhận 830 hồ sơ.", {"ho_so.tiep_nhan": "830"}),
    (
        "2024/nam",
        "Thực hiện chỉ đạo của UBND tỉnh về cải cách hành chính trên địa bàn tỉnh. Trong năm đã tiếp nhận 830 hồ sơ.",
        {"ho_so.tiep_nhan": "830"},
    ),
    ("2024/nam", "Các xã, phường trên địa bàn tiếp nhận 9.000 hồ sơ; giải quyết 8.900 hồ sơ.", {}),
    ("2024/nam", "24 xã, thị trấn tiếp nhận 9.000 hồ sơ; đã giải quyết 8.900 hồ sơ.", {}),
    ("2024/nam", "Một ngày tiếp nhận 5 hồ sơ.", {}),
    ("2024/nam", "Mô hình hoạt động hiệu quả, tiếp nhận 55 hồ sơ.", {}),
    ("2024/nam", "Triển khai mô hình 'Ngày thứ Sáu', tiếp nhận 55 hồ sơ.", {}),
    ("2024/nam", "Tổ lưu động đã tiếp nhận 55 hồ sơ; trả 50 hồ sơ.", {}),
    ("2024/nam", "Đoàn thanh niên hỗ trợ nộp 120 hồ sơ trực tuyến; tiếp nhận 100 hồ sơ.", {}),
    ("2024/nam", "Tiếp nhận 830 hồ sơ, chỉ có 3 hồ sơ quá hạn.", {"ho_so.tiep_nhan": "830"}),
    ("2024/nam", "Còn lại 12 hồ sơ chưa giải quyết.", {"ho_so.dang_giai_quyet": "12"}),
    ("2024/nam", "Đã giải quyết 818 hồ sơ, còn lại 12 hồ sơ.", {"ho_so.da_giai_quyet": "818"}),
    ("2024/nam", "Đã hoàn thành 12 hồ sơ; tiếp nhận 15 hồ sơ lĩnh vực môi trường.", {}),
    ("2024/nam", "Trong đó hồ sơ còn lại tiếp nhận 15 hồ sơ của xã khác.", {}),
    ("2024/nam", "Tỷ lệ hồ sơ trực tuyến đạt 71 phần trăm.", {"ty_le.truc_tuyen": "71"}),
    ("2024/nam", "Tỷ lệ hồ sơ trực tuyến tăng 5 phần trăm.", {}),
    ("2024/nam", "Tỷ lệ hồ sơ trực tuyến đạt mức cao: 71%.", {"ty_le.truc_tuyen": "71"}),
    ("2024/nam", "Từ ngày 15-12-2023 đến 14-12-2024 tiếp nhận 830 hồ sơ.", {"ho_so.tiep_nhan": "830"}),
    ("2024/nam", "Từ 01/01/2024 đến 30/11/2024, xã tiếp nhận 800 hồ sơ.", {"ho_so.tiep_nhan": "800"}),
    ("2024/nam", "Từ 01/01/2024 đến 30/9/2024, xã tiếp nhận 600 hồ sơ.", {}),
    ("2024/nam", "Từ 15/12/2023 đến 14/6/2024, xã tiếp nhận 400 hồ sơ.", {}),
    ("2024/6-thang", "Từ 15/12/2023 đến 14/6/2024, xã tiếp nhận 400 hồ sơ.", {"ho_so.tiep_nhan": "400"}),
    ("2024/6-thang", "Từ 15/12 đến 14/6, xã tiếp nhận 400 hồ sơ.", {"ho_so.tiep_nhan": "400"}),
    ("2024/quy-2", "Từ đầu năm 2024 đến nay, xã tiếp nhận 400 hồ sơ.", {}),
    ("2024/quy-2", "Tính từ đầu năm, xã tiếp nhận 400 hồ sơ.", {}),
    ("2024/quy-2", "6 tháng đầu năm xã tiếp nhận 400 hồ sơ; quý II tiếp nhận 190 hồ sơ.", {"ho_so.tiep_nhan": "190"}),
    ("2024/quy-2", "Năm 2024 xã tiếp nhận 400 hồ sơ.", {}),
    ("2024/quy-2", "Trong năm, xã tiếp nhận 400 hồ sơ.", {}),
    ("2024/quy-4", "Cả năm tiếp nhận 830 hồ sơ, quý IV tiếp nhận 230 hồ sơ.", {"ho_so.tiep_nhan": "230"}),
    (
        "2024/thang-9",
        "Trong tháng, xã tiếp nhận 70 hồ sơ; lũy kế 9 tháng tiếp nhận 600 hồ sơ.",
        {"ho_so.tiep_nhan": "70"},
    ),
    ("2024/thang-9", "Tháng 9, xã tiếp nhận 70 hồ sơ, tăng 10 hồ sơ so với tháng 8.", {"ho_so.tiep_nhan": "70"}),
    ("2024/thang-9", "Tháng 8, xã tiếp nhận 60 hồ sơ.", {}),
    ("2024/quy-1", "Quý I/2024 tiếp nhận 200 hồ sơ, quý I/2023 tiếp nhận 180 hồ sơ.", {"ho_so.tiep_nhan": "200"}),
)
"""Periods, sentences of their reports, and what of these is said of the period."""

NOT_OWN: tuple[str, ...] = (
    "Lĩnh vực đất đai",
    "Về lĩnh vực hộ tịch",
    "Đối với lĩnh vực chứng thực",
    "Riêng lĩnh vực tư pháp",
    "Hồ sơ đất đai",
    "Thủ tục liên thông khai sinh",
    "Đối với thủ tục đăng ký kinh doanh",
    "Công an xã",
    "Trạm Y tế xã",
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Văn phòng HĐND và UBND xã",
    "Chi nhánh số 2",
    "Điểm tiếp nhận số 2",
    "Thôn 5",
    "Tổ dân phố số 3",
    "Tổ công nghệ số cộng đồng",
    "Bưu điện xã",
    "Hội Nông dân",
    "Xã Tân Lập",
    "Phường Ba Đình",
    "Thị trấn Bút Sơn",
    "UBND huyện",
    "UBND huyện Hoằng Hóa",
    "Toàn huyện",
    "Toàn tỉnh",
    "Cả nước",
    "Các xã trên địa bàn huyện",
    "Trung tâm Phục vụ hành chính công tỉnh",
    "Bộ phận Một cửa cấp huyện",
    "Năm 2023",
    "Cùng kỳ năm 2023",
    "Năm trước",
    "Quý IV",
    "Quý IV/2024",
    "6 tháng đầu năm",
    "Sáu tháng đầu năm",
    "9 tháng năm 2024",
    "Tháng 11",
    "Tháng 11/2024",
    "Trong tháng",
    "Trong tuần",
    "Ngày 12/12",
    "Từ ngày 01/7/2024 đến ngày 30/9/2024",
    "Từ tháng 1 đến tháng 6",
    "Giai đoạn 2021-2025",
    "Từ đầu nhiệm kỳ đến nay",
    "Lũy kế từ năm 2021",
    "Phấn đấu năm 2025",
    "Dự kiến năm 2024",
    "Kế hoạch năm 2024 là",
    "Chỉ tiêu giao",
    "Đồng chí Nguyễn Văn A",
    "Công chức Tư pháp - Hộ tịch",
    "Công chức địa chính",
    "Bình quân mỗi ngày",
    "Trung bình mỗi tháng",
    "Mô hình Ngày thứ Sáu không viết",
    "Đội tình nguyện",
    "Qua Zalo",
    "Kỳ trước",
    "Quý trước",
    "So với năm 2023",
    "Trước khi sáp nhập",
    "Sau 2 tháng triển khai",
    "Tính đến 30/6/2024",
    "Đợt 1",
    "Tại trụ sở cũ",
    "Ngoài giờ hành chính",
    "Thông qua Đề án 06",
    "Về kiểm tra nội bộ",
    "Đại lý dịch vụ công trực tuyến",
    "UBND xã Tân Lập",
    "phường Thuận Hóa",
    "Đến hết quý III",
    "Trong 3 tháng cuối năm",
    "Hai tháng cuối năm",
    "Hệ thống của tỉnh",
    "Theo báo cáo của Sở Nội vụ",
)
"""What a sentence begins with that is not about all dossiers of the unit in its year."""

OWN: tuple[str, ...] = (
    "UBND xã",
    "Trong năm 2024, UBND xã Hoằng Lưu",
    "Năm 2024, xã Hoằng Lưu",
    "Trung tâm Phục vụ hành chính công xã",
    "Bộ phận Một cửa của UBND xã",
    "Bộ phận Tiếp nhận và Trả kết quả của xã",
    "Từ ngày 15/12/2023 đến ngày 14/12/2024, xã",
    "Từ 15/12/2023 đến 14/12/2024, UBND xã",
    "Tính đến ngày 14/12/2024, toàn xã",
    "Tính đến thời điểm báo cáo, xã",
    "Kết quả năm 2024:",
    "Kết quả cụ thể như sau:",
    "Trong kỳ báo cáo,",
    "Từ đầu năm đến nay, Bộ phận Một cửa xã",
    "Qua thống kê trên phần mềm một cửa điện tử, xã",
    "Về kết quả giải quyết TTHC:",
    "Công tác tiếp nhận và giải quyết TTHC:",
    "Tình hình giải quyết TTHC năm 2024:",
    "Thực hiện cơ chế một cửa, một cửa liên thông, năm 2024 UBND xã",
    "Trong 12 tháng năm 2024, xã",
    "Cả năm 2024, xã",
    "Ủy ban nhân dân xã Hoằng Lưu",
    "Đơn vị",
    "Trong năm, toàn xã",
    "Tổng hợp năm 2024:",
    "Số liệu cụ thể:",
    "Đến ngày 14/12/2024, UBND xã",
)
"""What one begins with that is."""

DOSSIERS: tuple[str, ...] = (
    "tiếp nhận 300 hồ sơ, đã giải quyết 290 hồ sơ.",
    "tiếp nhận 300 hồ sơ; đã giải quyết 290 hồ sơ; đang giải quyết 10 hồ sơ.",
    ": tiếp nhận 300 hồ sơ; giải quyết trước hạn 200 hồ sơ, đúng hạn 90 hồ sơ; quá hạn 10 hồ sơ.",
    "đã tiếp nhận 300 hồ sơ, trong đó trực tuyến 200 hồ sơ, chiếm 66,7%; trực tiếp 100 hồ sơ.",
    ", tổng số hồ sơ tiếp nhận là 300 hồ sơ, 200 hồ sơ trực tuyến.",
    ": 100% hồ sơ được giải quyết trước hạn và đúng hạn.",
    ": tỷ lệ hồ sơ giải quyết đúng hạn đạt 98%; tỷ lệ hồ sơ trực tuyến đạt 80%.",
    "có 300 hồ sơ được tiếp nhận, 290 hồ sơ đã giải quyết. Trong đó trước hạn 200 hồ sơ, đúng hạn 90 hồ sơ.",
    "tiếp nhận 300 hồ sơ. Đã giải quyết 290 hồ sơ, đạt 96,7%. Đang giải quyết 10 hồ sơ.",
    ", không có hồ sơ quá hạn, tiếp nhận qua bưu chính 12 hồ sơ.",
)
"""How sentences about dossiers go on."""

OTHERS_HEADS: tuple[str, ...] = (
    "Công an xã",
    "Trạm Y tế xã",
    "Trường THCS xã",
    "Thôn 5",
    "Các thôn",
    "Hội Phụ nữ xã",
    "Hội Nông dân xã",
    "Đoàn Thanh niên xã",
    "Mặt trận Tổ quốc xã",
    "Xã Tân Lập",
    "UBND huyện",
    "Toàn huyện",
    "UBND huyện Hoằng Hóa",
    "Sở Nội vụ",
    "Các xã trên địa bàn huyện",
    "Năm 2023",
    "Cùng kỳ năm 2023",
    "Quý IV",
    "6 tháng đầu năm",
    "Tháng 11",
    "Trong tháng",
    "Giai đoạn 2021-2025",
    "Từ đầu nhiệm kỳ đến nay",
    "Phấn đấu năm 2025",
    "Bình quân mỗi tháng",
    "Từ ngày 01/7/2024 đến ngày 30/9/2024",
    "Tính đến 30/6/2024",
    "Chi nhánh số 2",
    "Bưu điện xã",
    "Hợp tác xã",
)
"""What a sentence begins with that is not about what the unit did in its year."""

OTHERS: tuple[tuple[str, str], ...] = (
    (
        "I.3",
        "đã tổ chức 8 hội nghị tuyên truyền về CCHC; phát thanh 52 lượt; đăng 15 tin bài trên Trang thông tin điện tử.",
    ),
    ("I.3", "treo 12 băng rôn tuyên truyền."),
    ("II.2.h", "phát ra 100 phiếu, thu về 98 phiếu; có 95 phiếu hài lòng và rất hài lòng, 3 phiếu không hài lòng."),
    ("II.2.h", "khảo sát bằng phiếu, tỷ lệ hài lòng đạt 95%."),
    ("II.2.c", "bố trí 5 công chức làm việc tại Bộ phận Một cửa; 5 máy tính, 2 máy scan, 12 ghế chờ."),
    ("II.2.e", "tiếp nhận 6 phản ánh, kiến nghị; đã xử lý 6 phản ánh, kiến nghị."),
    ("II.2.a", "đã rà soát 150 TTHC thuộc 30 lĩnh vực; cắt giảm thời gian giải quyết 20 TTHC."),
    ("II.3.b", "có 20 cán bộ, công chức; biên chế được giao 22 người."),
    ("I.5.đ", "có 1 cán bộ, công chức bị kỷ luật."),
    ("II.1.a", "ban hành 3 văn bản QPPL."),
    ("II.2.d", "thanh toán trực tuyến 310 hồ sơ; tỷ lệ thanh toán trực tuyến đạt 97%."),
    ("II.2.d", "tỷ lệ số hóa hồ sơ đạt 91%; tỷ lệ số hóa kết quả giải quyết đạt 96%."),
    ("II.6.a", "thành lập 7 tổ công tác hỗ trợ người dân."),
    ("II.6", "gửi 350 văn bản dưới dạng điện tử."),
    ("I.1", "hoàn thành 31/41 nhiệm vụ của kế hoạch cải cách hành chính."),
    ("II.2.g", "ban hành 3 thư xin lỗi."),
    ("II.6.c", "có 310/320 hồ sơ phát sinh nghĩa vụ tài chính được thanh toán trực tuyến, đạt 96,9%."),
    ("II.2.d", "có 100% hồ sơ được số hóa ngay từ đầu vào."),
    ("II.2.d", "đạt điểm theo Quyết định 766: công khai, minh bạch đạt 17/18 điểm."),
    ("II.3.b", "có biên chế được giao 52 biên chế, số có mặt 47 người; tinh giản 03 người."),
    ("II.2.b", "đang thực hiện 390 TTHC theo phân cấp."),
    ("II.2.b", "cung cấp 132 TTHC toàn trình, 235 TTHC một phần."),
    ("II.1.a", "rà soát 12 văn bản quy phạm pháp luật."),
    ("I.1", "đã ban hành 15 văn bản chỉ đạo công tác CCHC."),
    ("II.6.d", "gửi 350 văn bản hoàn toàn dưới dạng điện tử, đạt 95,1%."),
)
"""How sentences of other sections go on."""
