"""A small file of each of the exports that are known: its header, encoding, preamble and quirks."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from tests.files.compound import old_workbook
from tests.files.making import csv_file, xlsx_file

Row = Mapping[str, object]

SHOP_DAY = (
    *("统计日期", "卖家昵称", "访客数", "老访客数", "新访客数", "浏览量"),
    *("人均浏览量（访问深度）", "人均停留时长(秒)", "跳失率", "支付金额", "支付买家数"),
    *("支付转化率", "客单价", "支付商品件数", "支付父订单数", "支付子订单数", "下单金额"),
    *("下单买家数", "下单转化率", "老买家数", "新买家数", "店铺收藏人数", "商品收藏人数"),
    *("售中申请退款金额", "描述相符动态评分(DSR)", "PC端访客数", "无线端支付金额"),
)
API_SHOP = (
    *("店铺名称", "统计日期", "支付金额", "支付买家数", "支付转化率", "客单价", "访客数"),
    *("新访客数", "老访客数", "浏览量", "平均浏览量", "跳失率", "停留时间", "加购人数"),
    *("商品收藏买家数", "店铺收藏买家数", "商品访客数", "直播间访客数", "短视频访客数", "UV价值"),
    *("下单买家数", "下单转化率", "支付老买家数", "新支付买家数"),
)
MACRO = (
    *("统计日期", "成功退货退款金额", "支付金额", "分期支付金额", "支付件数", "商品加购人数"),
    *("商品加购件数", "商品浏览量", "商品访客数", "商品微详情访客数", "商品收藏人数"),
    *("商品平均停留时长", "下单买家数", "支付买家数", "下单转化率", "商品详情页跳出率"),
    *("下单金额", "访问收藏转化率", "访问加购转化率", "支付老买家数", "老买家支付金额"),
    *("支付转化率", "支付新买家数", "有支付商品数", "下单件数", "有访问商品数", "客单价"),
)
ITEMS = (
    *("统计日期", "商品ID", "商品名称", "商品状态 ", "商品访客数", "商品浏览量", "平均停留时长"),
    *("商品详情页跳出率", "商品收藏人数", "商品加购件数", "商品加购人数", "下单买家数"),
    *("下单件数", "下单金额", "下单转化率", "支付买家数", "支付件数", "支付金额"),
    *("商品支付转化率", "支付新买家数", "支付老买家数", "老买家支付金额", "访客平均价值"),
    "成功退款金额",
)
FLOW = (
    *("一级来源", "二级来源", "三级来源", "四级来源", "访客数", "浏览量", "加购人数"),
    *("商品收藏人数", "支付买家数", "支付转化率", "支付金额", "客单价", "支付件数"),
)
PLANS = (
    *("日期", "场景ID", "场景名字", "计划ID", "计划名字", "展现量", "点击量", "花费"),
    *("直接成交金额", "间接成交金额", "总成交金额"),
)
AD_ITEMS = (
    *("场景ID", "场景名字", "原二级场景ID", "原二级场景名字", "计划ID", "计划名字", "主体ID"),
    *("主体类型", "主体名称", "展现量", "点击量", "花费", "净成交金额", "总成交金额"),
)
TAOBAO = (
    *("订单编号", "买家会员名", "买家支付宝账号", "买家应付货款", "买家应付邮费", "买家支付积分"),
    *("总金额", "返点积分", "买家实际支付金额", "买家实际支付积分", "订单状态", "买家留言"),
    *("收货人姓名", "收货地址 ", "运送方式", "联系电话 ", "联系手机", "订单创建时间"),
    *("订单付款时间 ", "宝贝标题 ", "宝贝种类 ", "物流单号 ", "物流公司", "订单备注"),
    *("宝贝总数量", "店铺Id", "店铺名称", "订单关闭原因", "卖家服务费", "买家服务费", "发票抬头"),
    *("是否手机订单", "分阶段订单信息"),
)
JD_ITEMS = (
    *("时间", "SKU", "SKU名称", "一级类目", "二级类目", "三级类目", "货号", "成交金额"),
    *("成交商品件数", "成交单量", "成交客户数", "成交转化率", "客单价", "件单价", "UV价值"),
    *("商品浏览量", "商品访客数", "商品人均浏览量", "加购商品件数", "加购客户数"),
    *("加购商品件数（正向）", "加购商品件数（负向）", "加购转化率", "加购金额", "搜索曝光次数"),
    *("搜索点击次数", "搜索点击率", "商详平均停留时长", "下单金额", "下单商品件数", "下单单量"),
    *("下单客户数", "下单转化率", "下单成交转化率", "取消及售后退款金额"),
    *("取消及售后退款商品件数", "取消及售后退款单量"),
)
JD_FUNNEL = tuple(
    header
    for name in (
        *("浏览量(PV)", "访客数(UV)", "人均浏览量(人均PV)", "平均停留时长(秒)", "UV价值", "客单价"),
        *("加购客户数", "关注客户数", "加购转换率", "下单客户数", "下单转换率", "下单金额"),
        *("成交客户数", "成交转化率", "成交金额", "成交子单量"),
    )
    for header in (name, "同比")
)
PDD_TRADE = (
    *("统计日期", "成交金额", "成交订单数", "成交买家数", "成交转化率", "客单价"),
    *("成交老买家占比", "店铺关注用户数", "退款金额", "退款单数", "平均访客价值"),
)
PDD_ORDERS = (
    *("商品", "订单号", "订单状态", "商品总价(元)", "邮费(元)", "店铺优惠折扣(元)"),
    *("平台优惠折扣(元)", "多多支付立减金额(元)", "用户实付金额(元)", "商家实收金额(元)"),
    *("商品数量(件)", "发货时间", "确认收货时间", "商品id", "商品规格", "样式ID"),
    *("商家编码-规格维度", "商家编码-商品维度", "商家备注", "售后状态", "快递单号", "快递公司"),
    *("订单成交时间", "是否分期", "分期期数", "手续费承担方", "分期方式"),
)
DOUYIN_ORDERS = (
    *("主订单编号", "子订单编号", "商品ID", "商家编码", "商品数量", "订单应付金额"),
    *("订单提交时间", "支付完成时间", "订单状态", "售后状态", "商家备注"),
)
DOUYIN_LIVE = (
    *("主播头像", "主播昵称", "主播抖音号", "直播开始时间", "直播结束时间", "直播时长(分钟)"),
    *("直播间曝光人数", "直播间观看人数", "直播激励观看次数", "直播间成交订单数"),
    *("直播间成交金额", "直播间用户支付金额", "直播间成交件数", "直播间成交人数"),
    *("直播间退款订单数", "直播间退款金额", "直播间退款人数", "观看-成交率(人数)"),
    *("预售订单数", "预售全款金额", "投放消耗(店铺绑定)", "投放消耗(店铺被投)", "1小时退款率"),
)
DOUYIN_DAYS = (
    *("直播间名称", "日期", "直播时长(小时)", "带货商品数", "成交金额", "时均GMV", "有效GMV"),
    *("成交订单数", "成交件数", "成交人数", "直播间退款金额", "退款率", "预售订单数"),
    *("预售创建金额", "直播间观看人数", "商品曝光人数", "商品点击人数", "商品点击率(人数)"),
    *("观看成交转化率(人数)", "投放消耗"),
)
SHOPIFY = (
    *("Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at"),
    *("Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total"),
    *("Discount Code", "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity"),
    *("Lineitem name", "Lineitem price", "Billing Name", "Billing Phone", "Shipping Name"),
    *("Cancelled at", "Payment Method", "Refunded Amount", "Outstanding Balance", "Id"),
)
AMAZON = (
    *("(Parent) ASIN", "(Child) ASIN", "Title", "SKU", "Sessions – Total"),
    *("Session Percentage – Total", "Page Views – Total", "Units ordered"),
    *("Unit Session Percentage", "Ordered Product Sales", "Total Order Items"),
)


def rows(header: Sequence[str], *said: Row, missing: object = "") -> list[list[object]]:
    """The header and a row for each, cells that are not said ``missing``."""
    return [list(header), *([row.get(name.strip(), missing) for name in header] for row in said)]


def text_file(
    header: Sequence[str], *said: Row, encoding: str = "utf-8", missing: str = ""
) -> bytes:
    """A CSV file with these rows."""
    return csv_file(*rows(header, *said, missing=missing), encoding=encoding)


def old_file(header: Sequence[str], *said: Row, preamble: int = 0) -> bytes:
    """An old .xls with "-" where nothing is known, below a preamble."""
    above: list[list[str | float]] = [[f"说明第{number}行"] for number in range(1, preamble + 1)]
    table = [
        [cell if isinstance(cell, int | float) else str(cell) for cell in row]
        for row in rows(header, *said, missing="-")
    ]
    return old_workbook([*above, *table])


def new_file(header: Sequence[str], *said: Row, missing: object = "") -> bytes:
    """An .xlsx with typed cells."""
    return xlsx_file(*rows(header, *said, missing=missing))


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """A ZIP of files by name."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
