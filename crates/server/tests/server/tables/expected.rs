//! What the good tables of tests/import say, written by hand. Every name and address is fictional.

use railseal_inspection::documents::{
    BillLine, Content, ContentCategory, DeliveryBill, DetailSheet, ItemLine, Load, MailList, Money,
    Party, ReceptacleKind, ReceptacleLine, SealedContainer,
};
use railseal_inspection::packing::Cargo;
use railseal_protocol::manifest::Grams;
use railseal_protocol::time::Timestamp;

/// The texts of one language; all else is the same.
pub(super) struct Language {
    pub(super) name: &'static str,
    senders: [(&'static str, &'static str); 2],
    recipients: [(&'static str, &'static str); 3],
    goods: [&'static str; 5],
}

pub(super) const LANGUAGES: [Language; 3] = [
    Language {
        name: "chinese",
        senders: [
            ("渝州电子商务", "重庆市示例路 12 号"),
            ("山城家居", "重庆市样本街 8 号, 3 楼"),
        ],
        recipients: [
            ("艾古丽", "阿拉木图市范例街 5 号"),
            ("努尔兰", "阿拉木图市虚构大道 17 号"),
            ("王示例", "阿拉木图市样本街 3 号"),
        ],
        goods: ["手机壳“示例”", "纯棉T恤", "绿茶", "LED灯泡", "文件"],
    },
    Language {
        name: "russian",
        senders: [
            ("ООО «Пример»", "Чунцин, ул. Образцовая, 12"),
            ("Торговый дом \"Образец\"", "Чунцин, ул. Вымышленная, 8"),
        ],
        recipients: [
            ("Нурлан С.", "Алматы, ул. Примерная, 17"),
            ("Ольга П.", "Алматы, ул. Вымышленная, 4"),
            ("Семён Щ.", "Алматы, пр. Образцовый, 101"),
        ],
        goods: [
            "Чехол для телефона",
            "Футболка хлопковая",
            "Чай зелёный",
            "Лампа светодиодная",
            "Документы",
        ],
    },
    Language {
        name: "kazakh",
        senders: [
            ("Үлгі сауда", "Чунцин қ., Мысал к-сі 12"),
            ("Таулы үй", "Чунцин қ., Үлгі к-сі 8"),
        ],
        recipients: [
            ("Айгүл Ү.", "Алматы қ., Үлгі к-сі 5"),
            ("Нұрлан С.", "Алматы қ., Мысал к-сі 17"),
            ("Әсел Қ.", "Алматы қ., Ойдан шыққан к-сі 3"),
        ],
        goods: [
            "Телефон қабы",
            "Мақта көйлек",
            "Көк шай",
            "Жарықдиодты шам",
            "Құжаттар",
        ],
    },
];

const FIRST: &str = "CNCKGXKZALAXCUN60214";
const SECOND: &str = "CNCKGXKZALAXDUN60087";

pub(super) fn cargo(language: &Language) -> Cargo {
    Cargo {
        bill: bill(),
        lists: vec![
            MailList {
                despatch: FIRST.parse().unwrap(),
                receptacles: vec![
                    receptacle("CNCKGXKZALAXCUN60214001000214", 21_400, 2),
                    receptacle("CNCKGXKZALAXCUN60214002100187", 18_700, 1),
                ]
                .try_into()
                .unwrap(),
            },
            MailList {
                despatch: SECOND.parse().unwrap(),
                receptacles: vec![ReceptacleLine {
                    kind: ReceptacleKind::Tray,
                    registered: true,
                    ..receptacle("CNCKGXKZALAXDUN60087001110009", 950, 1)
                }]
                .try_into()
                .unwrap(),
            },
        ],
        sheets: sheets(language),
    }
}

fn bill() -> DeliveryBill {
    let line = |despatch: &str, receptacles, gross, registered| BillLine {
        despatch: despatch.parse().unwrap(),
        letters: Load::default(),
        parcels: Load {
            receptacles,
            gross: Grams(gross),
        },
        ems: Load::default(),
        registered,
    };
    DeliveryBill {
        // 2026-09-19T00:00:00Z
        date: Timestamp::from_unix(1_789_776_000),
        origin: "CNCKGX".parse().unwrap(),
        destination: "KZALAX".parse().unwrap(),
        train: Some("X8003".parse().unwrap()),
        containers: vec![SealedContainer {
            container: "RSXU4012344".parse().unwrap(),
            lock: "RSLK00000129".parse().unwrap(),
        }]
        .try_into()
        .unwrap(),
        lines: vec![line(FIRST, 2, 40_100, false), line(SECOND, 1, 950, true)]
            .try_into()
            .unwrap(),
    }
}

fn receptacle(id: &str, grams: u64, items: u32) -> ReceptacleLine {
    ReceptacleLine {
        id: id.parse().unwrap(),
        kind: ReceptacleKind::Bag,
        gross: Grams(grams),
        items,
        registered: false,
    }
}

fn sheets(language: &Language) -> Vec<DetailSheet> {
    let [first, second, third, fourth, fifth] = language.goods;
    let items = [
        item(
            language,
            "CP087001015CN",
            (0, 0, 0),
            ContentCategory::SaleOfGoods,
            vec![
                content(first, 2, 120, (640, "USD"), "392690"),
                content(second, 1, 240, (6_250, "CNY"), "610910"),
            ],
        ),
        item(
            language,
            "CP087001024CN",
            (0, 1, 1),
            ContentCategory::Gift,
            vec![content(third, 1, 500, (1_100, "USD"), "090210")],
        ),
        item(
            language,
            "CP087001038CN",
            (1, 1, 2),
            ContentCategory::CommercialSample,
            vec![content(fourth, 3, 1_230, (435_000, "KZT"), "853952")],
        ),
    ];
    let registered = item(
        language,
        REGISTERED,
        (0, 0, 0),
        ContentCategory::Documents,
        vec![content(fifth, 1, 650, (0, "USD"), "490700")],
    );
    vec![
        DetailSheet {
            despatch: FIRST.parse().unwrap(),
            items: items.to_vec().try_into().unwrap(),
        },
        DetailSheet {
            despatch: SECOND.parse().unwrap(),
            items: vec![registered].try_into().unwrap(),
        },
    ]
}

const REGISTERED: &str = "RR087001041CN";

/// In which receptacle of its list, from whom and to whom.
fn item(
    language: &Language,
    id: &str,
    (receptacle, sender, recipient): (u16, usize, usize),
    category: ContentCategory,
    contents: Vec<Content>,
) -> ItemLine {
    ItemLine {
        id: id.parse().unwrap(),
        receptacle,
        sender: party(language.senders[sender], "CN"),
        recipient: party(language.recipients[recipient], "KZ"),
        category,
        contents: contents.try_into().unwrap(),
    }
}

fn party((name, address): (&str, &str), country: &str) -> Party {
    Party {
        name: name.parse().unwrap(),
        address: address.parse().unwrap(),
        country: country.parse().unwrap(),
    }
}

fn content(
    description: &str,
    quantity: u32,
    grams: u64,
    (minor, currency): (u64, &str),
    hs: &str,
) -> Content {
    Content {
        description: description.parse().unwrap(),
        quantity,
        net: Grams(grams),
        value: Money {
            minor,
            currency: currency.parse().unwrap(),
        },
        hs: hs.parse().unwrap(),
        origin: "CN".parse().unwrap(),
    }
}
