"""Declare every input of the application form (认定申报工作簿): Articles 6, 7 and the annex."""

from __future__ import annotations

from schemas.fields import Field, FixedRow, Form, Kind, Section, Table
from schemas.rubric import rubric

CORE, BRANCH = "核心园区", "分园区"
COMMERCIAL, RELATED, PUBLIC = "经营性人力资源服务机构", "相关企业", "公共服务机构"
LICENSED, FILED, NO_LICENCE = "人力资源服务许可证", "备案凭证", "无"
BUSINESS_TYPES = (
    "人力资源招聘",
    "劳务派遣",
    "管理咨询",
    "人事代理",
    "服务外包",
    "培训",
    "猎头服务",
    "测评",
    "信息软件服务",
    "灵活就业服务",
    "其他",
)
APPLICANT_KINDS = ("县（市、区）人民政府", "县（市、区）人民政府授权的单位", "其他单位")
SELF_RATED = "自评分"

APPLICANT = Section(
    "applicant",
    "申报信息",
    (
        Field(
            "name",
            "申报单位",
            required=True,
            help="盖章单位全称，印在审批表左上角",
            article="7(1)",
            example="宁安市人民政府",
        ),
        Field(
            "kind",
            "申报单位性质",
            Kind.CHOICE,
            required=True,
            choices=APPLICANT_KINDS,
            help="第四条：由园区所在地县（市、区）人民政府申报",
            article="4",
            example=APPLICANT_KINDS[0],
        ),
        Field(
            "county",
            "所在县（市、区）",
            Kind.CHOICE,
            required=True,
            help="从下拉列表选择",
            article="4",
            example="宁安市",
        ),
        Field(
            "filed_on",
            "填报日期",
            Kind.DAY,
            required=True,
            help="决定适用的标准和“上一年度”；格式 2026-03-18",
            article="6(4)",
            example="2026-03-18",
        ),
    ),
)

PARK = Section(
    "park",
    "园区基本情况",
    (
        Field("name", "园区名称", required=True, help="与批复、挂牌名称一致", article="annex"),
        Field("address", "园区地址", required=True, help="核心园区详细地址", article="annex"),
        Field("contact", "负责人（联系人）", required=True, article="annex", example="王立新"),
        Field(
            "phone",
            "联系电话",
            Kind.PHONE,
            required=True,
            help="固定电话带区号，如 0453-7622345",
            article="annex",
            example="0453-7622345",
        ),
        Field("ownership", "产权归属", required=True, help="产权单位或租赁关系", article="annex"),
        Field(
            "registered_on",
            "注册时间",
            Kind.DAY,
            required=True,
            help="园区或运营单位登记日期",
            article="annex",
            example="2021-05-20",
        ),
        Field(
            "investment",
            "建设投入资金",
            Kind.NUMBER,
            required=True,
            unit="万元",
            decimals=2,
            maximum=1_000_000,
            help="以万元为单位，保留两位小数",
            article="annex",
            example=860,
        ),
        Field(
            "site_area",
            "占地面积",
            Kind.NUMBER,
            required=True,
            unit="平方米",
            decimals=2,
            maximum=10_000_000,
            help="审批表所列；不是建筑面积",
            article="annex",
            example=4200,
        ),
        Field(
            "full_time_staff",
            "专职人员数",
            Kind.WHOLE,
            required=True,
            unit="人",
            maximum=100_000,
            help="园区管理团队专职人员",
            article="annex",
            example=8,
        ),
        Field(
            "part_time_staff",
            "兼职人员数",
            Kind.WHOLE,
            required=True,
            unit="人",
            maximum=100_000,
            help="没有填 0",
            article="annex",
            example=2,
        ),
        Field(
            "resident_count",
            "入驻机构数量",
            Kind.WHOLE,
            required=True,
            unit="家",
            maximum=100_000,
            help="应与“入驻机构”表去重后的家数一致",
            article="annex",
            example=12,
        ),
        Field(
            "build_mode",
            "载体建设方式",
            Kind.CHOICE,
            required=True,
            choices=("新建", "改建"),
            help="审批表在所选项打√",
            article="annex",
            example="改建",
        ),
    ),
)

MANAGEMENT = Section(
    "management",
    "规划与运营管理",
    (
        Field(
            "planning_summary",
            "规划论证要点",
            required=True,
            max_length=1000,
            help="产业定位、功能布局、服务体系、运营模式、发展规划",
            article="6(1)",
        ),
        Field(
            "economy_summary",
            "服务经济发展情况",
            required=True,
            max_length=1000,
            help="与本地产业匹配、服务企业、对经济的贡献",
            article="6(2)",
        ),
        Field(
            "operator_kind",
            "运营管理方式",
            Kind.CHOICE,
            required=True,
            choices=("专门管理团队", "专业化运营公司"),
            help="二者有一即可",
            article="6(5)",
            example="专业化运营公司",
        ),
        Field(
            "operator_name",
            "运营管理机构名称",
            required=True,
            help="管理团队或运营公司全称",
            article="6(5)",
        ),
        Field(
            "management_summary",
            "管理运营机制",
            required=True,
            max_length=1000,
            help="管理制度、运营制度及执行情况",
            article="6(5)",
        ),
        Field(
            "benefit_summary",
            "社会效益情况",
            required=True,
            max_length=1000,
            help="就业创业、引才、乡村振兴等",
            article="6(7)",
        ),
    ),
)

SITES = Table(
    "sites",
    "园区场地",
    "场地",
    (
        Field(
            "kind",
            "场地类别",
            Kind.CHOICE,
            required=True,
            choices=(CORE, BRANCH),
            help="核心园区只有一个，其余为分园区",
            article="6(3)",
            example=CORE,
            width=12,
        ),
        Field("name", "场地名称", required=True, article="6(3)", width=26),
        Field("address", "详细地址", required=True, article="6(3)", width=34),
        Field("county", "所在县（市、区）", Kind.CHOICE, article="6(3)", width=16),
        Field(
            "floor_area",
            "建筑面积",
            Kind.NUMBER,
            required=True,
            unit="平方米",
            decimals=2,
            maximum=10_000_000,
            help="条件考察建筑面积，不能用占地面积代替",
            article="6(3)",
            example=3600,
            width=16,
        ),
        Field(
            "site_area",
            "占地面积",
            Kind.NUMBER,
            unit="平方米",
            decimals=2,
            maximum=10_000_000,
            article="annex",
            width=16,
        ),
        Field("ownership", "产权归属", article="7(1)5", width=18),
        Field("used_since", "投入使用日期", Kind.DAY, article="6(3)", width=14),
    ),
    capacity=20,
    at_least_one=True,
)

_YEAR = "上一年度，以万元为单位，保留两位小数"
RESIDENTS = Table(
    "residents",
    "入驻机构",
    "机构",
    (
        Field("name", "机构名称", required=True, help="营业执照全称", article="7(1)6", width=30),
        Field(
            "code",
            "统一社会信用代码",
            Kind.CREDIT_CODE,
            required=True,
            help="18位，文本格式粘贴",
            article="7(1)6",
            width=22,
        ),
        Field(
            "kind",
            "机构性质",
            Kind.CHOICE,
            required=True,
            choices=(COMMERCIAL, RELATED, PUBLIC),
            help="公共服务机构不计入家数；相关企业只计入途径A收入",
            article="2",
            width=24,
        ),
        Field("site", "所在场地", help="与“园区场地”表的场地名称一致", article="6(4)", width=18),
        Field(
            "licence_kind",
            "许可或备案",
            Kind.CHOICE,
            required=True,
            choices=(LICENSED, FILED, NO_LICENCE),
            help="没有的选“无”，相关企业选“无”",
            article="7(1)6",
            width=18,
        ),
        Field(
            "licence_number",
            "许可证/备案号",
            Kind.LICENCE,
            help="如（黑）人服证字〔2024〕第1000123号",
            article="7(1)6",
            width=30,
        ),
        Field(
            "licence_expiry",
            "有效期至",
            Kind.DAY,
            open_ended=True,
            help="长期有效填“长期”",
            article="7(1)6",
            width=13,
        ),
        Field(
            "business_types",
            "业务类型",
            Kind.CHOICES,
            required=True,
            choices=BUSINESS_TYPES,
            aliases=(("高级人才寻访", "猎头服务"), ("招聘", "人力资源招聘")),
            strict=False,
            help="可多项，用顿号分开：人力资源招聘、劳务派遣",
            article="6(4)",
            width=26,
        ),
        Field("entered_on", "入驻日期", Kind.DAY, required=True, article="6(4)", width=13),
        Field(
            "left_on",
            "退出日期",
            Kind.DAY,
            not_yet=True,
            help="在园的留空",
            article="6(4)",
            width=13,
        ),
        Field(
            "parent_code",
            "总机构信用代码",
            Kind.CREDIT_CODE,
            help="分支机构填总机构代码，其余留空",
            article="6(4)",
            width=22,
        ),
        Field(
            "staff",
            "从业人员",
            Kind.WHOLE,
            unit="人",
            maximum=100_000,
            article="7(1)6",
            width=12,
        ),
        Field(
            "gross_revenue",
            "营业收入(含代收代付)",
            Kind.NUMBER,
            required=True,
            unit="万元",
            decimals=2,
            maximum=10_000_000,
            help=_YEAR,
            article="6(4)",
            width=17,
        ),
        Field(
            "pass_through",
            "代收代付",
            Kind.NUMBER,
            required=True,
            unit="万元",
            decimals=2,
            maximum=10_000_000,
            help="代收代付的工资、社保等；没有填 0",
            article="6(4)",
            width=14,
        ),
        Field(
            "net_service_revenue",
            "净服务收入",
            Kind.NUMBER,
            required=True,
            unit="万元",
            decimals=2,
            minimum=None,
            maximum=10_000_000,
            help="营业收入减代收代付，不是净利润",
            article="6(4)",
            width=14,
        ),
        Field(
            "tax",
            "纳税额",
            Kind.NUMBER,
            unit="万元",
            decimals=2,
            minimum=None,
            maximum=10_000_000,
            help=_YEAR,
            article="14(1)",
            width=13,
        ),
        Field(
            "resident_gross_revenue",
            "在园期间营业收入",
            Kind.NUMBER,
            unit="万元",
            decimals=2,
            maximum=10_000_000,
            help="上一年度在园不满全年的填；满全年的留空",
            article="6(4)",
            width=16,
        ),
        Field(
            "resident_net_service_revenue",
            "在园期间净服务收入",
            Kind.NUMBER,
            unit="万元",
            decimals=2,
            minimum=None,
            maximum=10_000_000,
            help="上一年度在园不满全年的填；满全年的留空",
            article="6(4)",
            width=16,
        ),
        Field("note", "备注", article="7(1)6", width=18),
    ),
    at_least_one=True,
    unique="code",
)

ANNEX_SERVICES = (
    ("policy", "政策咨询"),
    ("information", "信息服务"),
    ("registration", "注册登记"),
    ("permits", "证照审批"),
    ("startup", "开业指导"),
    ("fitting_out", "装修入住"),
    ("property", "物业服务"),
    ("platform", "平台搭建"),
    ("financing", "融资服务"),
    ("other", "其他服务"),
)
NAMED_SERVICES = (
    ("recruitment", "人力资源招聘"),
    ("executive_search", "高级人才寻访"),
    ("training", "人才培训"),
    ("flexible_work", "灵活就业服务"),
)
ANNEX_GROUP, NAMED_GROUP = "审批表所列服务", "第六条第（六）项所列服务"


def _service(key: str, name: str, group: str, article: str) -> FixedRow:
    return FixedRow(key, (("group", group), ("name", name)), article)


SERVICES = Table(
    "services",
    "园区服务",
    "服务",
    (
        Field("group", "类别", article="annex", width=26),
        Field("name", "服务项目", article="annex", width=20),
        Field(
            "offered",
            "是否提供",
            Kind.YES_NO,
            required=True,
            help="是 / 否",
            article="6(6)",
            width=12,
        ),
        Field("note", "说明", article="6(6)", width=40),
    ),
    rows=tuple(
        [_service(key, name, ANNEX_GROUP, "annex") for key, name in ANNEX_SERVICES]
        + [_service(key, name, NAMED_GROUP, "6(6)") for key, name in NAMED_SERVICES]
    ),
)

ACTIVITIES = Table(
    "activities",
    "活动",
    "活动",
    (
        Field(
            "kind",
            "活动类别",
            Kind.CHOICE,
            required=True,
            choices=("招聘会", "高峰论坛", "公益活动", "培训", "政策宣讲", "乡村振兴活动", "其他"),
            article="6(7)",
            width=16,
        ),
        Field("name", "活动名称", required=True, article="6(7)", width=36),
        Field("held_on", "举办日期", Kind.DAY, required=True, article="6(7)", width=14),
        Field(
            "participants",
            "参加人数",
            Kind.WHOLE,
            unit="人",
            maximum=1_000_000,
            article="6(7)",
            width=14,
        ),
        Field("outcome", "成效", help="如达成就业意向人数", article="6(7)", width=40),
    ),
    capacity=60,
)


MUST, MAY = "必备", "视情况"


def _material(number: int, name: str, *, must: bool = True) -> FixedRow:
    return FixedRow(
        f"item_{number}",
        (("number", str(number)), ("name", name), ("need", MUST if must else MAY)),
        f"7(1){number}",
    )


MATERIALS = Table(
    "materials",
    "申报材料",
    "材料",
    (
        Field("number", "序号", article="7(1)", width=7),
        Field("name", "材料名称", article="7(1)", width=52),
        Field("need", "要求", article="7(1)", width=9),
        Field(
            "provided",
            "有/无",
            Kind.YES_NO,
            required=True,
            choices=("有", "无"),
            help="有 / 无",
            article="7(1)",
            width=10,
        ),
        Field("document_number", "文号", article="7(1)", width=24),
        Field("dated", "日期", Kind.DAY, article="7(1)", width=14),
        Field("file_name", "文件名", help="随邮件发送的附件名", article="7(1)", width=34),
        Field("pages", "页数", Kind.WHOLE, unit="页", maximum=10_000, article="7(1)", width=10),
    ),
    rows=(
        _material(1, "申请函件"),
        _material(2, "《牡丹江市市级人力资源服务产业园评估认定审批表》"),
        _material(3, "产业园区建设规划论证报告（必要性、可行性、总体规划、发展措施等）"),
        _material(4, "已出台的扶持人力资源服务业发展的政策文件"),
        _material(5, "园区建设管理和运营情况及信息化建设情况报告"),
        _material(6, "园区入驻人力资源服务机构情况（名册、许可证/备案凭证、经营情况佐证）"),
        _material(7, "其它需要出具的相关材料", must=False),
    ),
)

SELF_RATING = Section(
    "evaluation_rating",
    "自评",
    tuple(
        Field(
            item.key,
            f"{item.label}{SELF_RATED}",
            Kind.NUMBER,
            unit="分",
            decimals=1,
            maximum=10,
            help="0至10分，专家评分前为自评",
            article=item.article,
        )
        for item in rubric("evaluation").items
        if not item.computed
    ),
)

APPLICATION = Form(
    "application",
    "认定申报工作簿",
    (APPLICANT, PARK, MANAGEMENT, SELF_RATING),
    (SITES, RESIDENTS, SERVICES, ACTIVITIES, MATERIALS),
)
