//! Who sends and who receives: names and addresses put together at random from what is common in
//! Chongqing and in Kazakhstan. Nobody in particular is meant.

use fastrand::Rng;
use railseal_inspection::documents::Party;

use super::MailError;
use super::goods::{self, Tongue};
use super::picking::{early, of};

/// A shop: it sends again and again, under one name and from one address.
pub(super) struct Shop {
    pub(super) party: Party,
    pub(super) tongue: Tongue,
    pub(super) goods: Vec<usize>,
    /// The service of its items, and the serial of the next one.
    pub(super) service: &'static str,
    pub(super) serial: u32,
}

const SERVICES: [&str; 6] = ["LP", "LB", "RR", "CP", "UA", "EE"];

const SHOP_NAMES: [(&str, &str); 24] = [
    ("渝州", "Yuzhou"),
    ("山城", "Shancheng"),
    ("嘉陵", "Jialing"),
    ("巴南", "Banan"),
    ("江北", "Jiangbei"),
    ("华宇", "Huayu"),
    ("天成", "Tiancheng"),
    ("金源", "Jinyuan"),
    ("盛达", "Shengda"),
    ("宏利", "Hongli"),
    ("百顺", "Baishun"),
    ("新锐", "Xinrui"),
    ("优品", "Youpin"),
    ("星河", "Xinghe"),
    ("飞扬", "Feiyang"),
    ("联创", "Lianchuang"),
    ("万佳", "Wanjia"),
    ("东方", "Dongfang"),
    ("瑞丰", "Ruifeng"),
    ("汇通", "Huitong"),
    ("蓝海", "Lanhai"),
    ("信诚", "Xincheng"),
    ("佳美", "Jiamei"),
    ("启航", "Qihang"),
];

const TRADES: [(&str, &str); 8] = [
    ("电子商务有限公司", "E-Commerce Co., Ltd."),
    ("贸易有限公司", "Trading Co., Ltd."),
    ("服饰有限公司", "Garment Co., Ltd."),
    ("家居用品厂", "Homeware Factory"),
    ("科技有限公司", "Technology Co., Ltd."),
    ("汽配商行", "Auto Parts"),
    ("玩具厂", "Toys Factory"),
    ("百货商行", "General Store"),
];

const DISTRICTS: [(&str, &str); 9] = [
    ("渝北区", "Yubei District"),
    ("江北区", "Jiangbei District"),
    ("沙坪坝区", "Shapingba District"),
    ("九龙坡区", "Jiulongpo District"),
    ("南岸区", "Nan'an District"),
    ("巴南区", "Banan District"),
    ("渝中区", "Yuzhong District"),
    ("大渡口区", "Dadukou District"),
    ("北碚区", "Beibei District"),
];

const CHINESE_STREETS: [(&str, &str); 12] = [
    ("金开大道", "Jinkai Ave."),
    ("人民路", "Renmin Rd."),
    ("解放路", "Jiefang Rd."),
    ("建新北路", "Jianxin North Rd."),
    ("松石大道", "Songshi Ave."),
    ("西永大道", "Xiyong Ave."),
    ("石桥铺正街", "Shiqiaopu Main St."),
    ("南坪西路", "Nanping West Rd."),
    ("龙洲大道", "Longzhou Ave."),
    ("学府大道", "Xuefu Ave."),
    ("黄杨路", "Huangyang Rd."),
    ("双凤路", "Shuangfeng Rd."),
];

/// Given names, in Kazakh or Russian and in Latin letters, the common ones first.
const GIVEN: [(&str, &str); 40] = [
    ("Айгүл", "Aigul"),
    ("Нұрлан", "Nurlan"),
    ("Айдана", "Aidana"),
    ("Асхат", "Askhat"),
    ("Динара", "Dinara"),
    ("Ерлан", "Yerlan"),
    ("Гүлнар", "Gulnar"),
    ("Данияр", "Daniyar"),
    ("Мадина", "Madina"),
    ("Тимур", "Timur"),
    ("Әсел", "Assel"),
    ("Бауыржан", "Bauyrzhan"),
    ("Жанар", "Zhanar"),
    ("Руслан", "Ruslan"),
    ("Анна", "Anna"),
    ("Александр", "Alexandr"),
    ("Елена", "Yelena"),
    ("Сергей", "Sergey"),
    ("Ольга", "Olga"),
    ("Дмитрий", "Dmitriy"),
    ("Алия", "Aliya"),
    ("Мұрат", "Murat"),
    ("Сәуле", "Saule"),
    ("Қанат", "Kanat"),
    ("Меруерт", "Meruyert"),
    ("Арман", "Arman"),
    ("Назерке", "Nazerke"),
    ("Олжас", "Olzhas"),
    ("Ақбота", "Akbota"),
    ("Ғалым", "Galym"),
    ("Татьяна", "Tatyana"),
    ("Андрей", "Andrey"),
    ("Светлана", "Svetlana"),
    ("Иван", "Ivan"),
    ("Күләш", "Kulyash"),
    ("Өмірбек", "Omirbek"),
    ("Шынар", "Shynar"),
    ("Болат", "Bolat"),
    ("Наталья", "Natalya"),
    ("Владимир", "Vladimir"),
];

const FAMILY: [(&str, &str); 40] = [
    ("Ахметов", "Akhmetov"),
    ("Омаров", "Omarov"),
    ("Ким", "Kim"),
    ("Ибраев", "Ibrayev"),
    ("Сәрсенов", "Sarsenov"),
    ("Жұмабаев", "Zhumabayev"),
    ("Иванов", "Ivanov"),
    ("Әлиев", "Aliyev"),
    ("Нұрғалиев", "Nurgaliyev"),
    ("Сейітов", "Seitov"),
    ("Қасымов", "Kassymov"),
    ("Петров", "Petrov"),
    ("Бекмұхамбетов", "Bekmukhambetov"),
    ("Тілеубердиев", "Tileuberdiyev"),
    ("Смирнов", "Smirnov"),
    ("Оспанов", "Ospanov"),
    ("Мұқанов", "Mukanov"),
    ("Ермеков", "Yermekov"),
    ("Ли", "Li"),
    ("Кузнецов", "Kuznetsov"),
    ("Есенов", "Yessenov"),
    ("Байжанов", "Baizhanov"),
    ("Тоқаев", "Tokayev"),
    ("Исаев", "Issayev"),
    ("Рахимов", "Rakhimov"),
    ("Дүйсенов", "Duissenov"),
    ("Козлов", "Kozlov"),
    ("Әбдірахманов", "Abdrakhmanov"),
    ("Попов", "Popov"),
    ("Күзембаев", "Kuzembayev"),
    ("Мамытов", "Mamytov"),
    ("Сулейменов", "Suleimenov"),
    ("Шәріпов", "Sharipov"),
    ("Морозов", "Morozov"),
    ("Жақсыбеков", "Zhaksybekov"),
    ("Утегенов", "Utegenov"),
    ("Волков", "Volkov"),
    ("Қожахметов", "Kozhakhmetov"),
    ("Пак", "Pak"),
    ("Тұрсынов", "Tursynov"),
];

/// Towns, the large ones first, with the beginning of their post codes.
const TOWNS: [(&str, &str, u32); 24] = [
    ("Алматы", "Almaty", 500),
    ("Астана", "Astana", 100),
    ("Шымкент", "Shymkent", 1600),
    ("Қарағанды", "Karaganda", 1000),
    ("Ақтөбе", "Aktobe", 300),
    ("Тараз", "Taraz", 800),
    ("Павлодар", "Pavlodar", 1400),
    ("Өскемен", "Oskemen", 700),
    ("Семей", "Semey", 714),
    ("Атырау", "Atyrau", 600),
    ("Қостанай", "Kostanay", 1100),
    ("Қызылорда", "Kyzylorda", 1200),
    ("Орал", "Oral", 900),
    ("Петропавл", "Petropavl", 1500),
    ("Ақтау", "Aktau", 1300),
    ("Түркістан", "Turkistan", 1612),
    ("Көкшетау", "Kokshetau", 200),
    ("Талдықорған", "Taldykorgan", 400),
    ("Екібастұз", "Ekibastuz", 1412),
    ("Рудный", "Rudny", 1115),
    ("Жезқазған", "Zhezkazgan", 1006),
    ("Кентау", "Kentau", 1604),
    ("Балқаш", "Balkhash", 1003),
    ("Қаскелең", "Kaskelen", 409),
];

const STREETS: [(&str, &str); 36] = [
    ("Абай", "Abay"),
    ("Сәтпаев", "Satpayev"),
    ("Төле би", "Tole bi"),
    ("Жандосов", "Zhandossov"),
    ("Райымбек", "Raiymbek"),
    ("Момышұлы", "Momyshuly"),
    ("Достық", "Dostyk"),
    ("Фурманов", "Furmanov"),
    ("Гагарин", "Gagarin"),
    ("Розыбакиев", "Rozybakiyev"),
    ("Әуезов", "Auezov"),
    ("Мәметова", "Mametova"),
    ("Республика", "Respublika"),
    ("Бейбітшілік", "Beibitshilik"),
    ("Қабанбай батыр", "Kabanbay batyr"),
    ("Бөгенбай батыр", "Bogenbay batyr"),
    ("Сейфуллин", "Seifullin"),
    ("Тимирязев", "Timiryazev"),
    ("Жібек жолы", "Zhibek Zholy"),
    ("Манас", "Manas"),
    ("Саин", "Sain"),
    ("Құрманғазы", "Kurmangazy"),
    ("Шевченко", "Shevchenko"),
    ("Байтұрсынов", "Baitursynov"),
    ("Мұқанов", "Mukanov"),
    ("Толстой", "Tolstoy"),
    ("Ленин", "Lenin"),
    ("Пушкин", "Pushkin"),
    ("Желтоқсан", "Zheltoksan"),
    ("Наурыз", "Nauryz"),
    ("Тәуелсіздік", "Tauelsizdik"),
    ("Астана", "Astana"),
    ("Қонаев", "Konayev"),
    ("Әл-Фараби", "Al-Farabi"),
    ("Ықылас", "Ykylas"),
    ("Лермонтов", "Lermontov"),
];

pub(super) fn shop(rng: &mut Rng) -> Result<Shop, MailError> {
    let (name, trade) = (of(rng, &SHOP_NAMES), of(rng, &TRADES));
    let (district, street) = (of(rng, &DISTRICTS), of(rng, &CHINESE_STREETS));
    let (number, floor) = (rng.u16(1..400), rng.u16(1..30));
    let chinese = rng.u8(..10) < 6;
    let (name, address) = if chinese {
        (
            format!("重庆{}{}", name.0, trade.0),
            format!("重庆市{}{}{number}号{floor}栋", district.0, street.0),
        )
    } else {
        (
            format!("Chongqing {} {}", name.1, trade.1),
            format!(
                "Bldg {floor}, No. {number} {}, {}, Chongqing",
                street.1, district.1
            ),
        )
    };
    let tongue = match (chinese, rng.u8(..10)) {
        (true, 0..4) => Tongue::Chinese,
        (_, 4) => Tongue::Russian,
        _ => Tongue::English,
    };
    Ok(Shop {
        party: party(&name, &address, "CN")?,
        tongue,
        goods: goods::range(rng),
        service: SERVICES[early(rng, SERVICES.len())],
        serial: rng.u32(..90_000_000),
    })
}

pub(super) fn recipient(rng: &mut Rng) -> Result<Party, MailError> {
    let (given, family) = (
        GIVEN[early(rng, GIVEN.len())],
        FAMILY[early(rng, FAMILY.len())],
    );
    let (town, street) = (TOWNS[early(rng, TOWNS.len())], of(rng, &STREETS));
    let (house, flat) = (rng.u16(1..260), rng.u16(1..160));
    let code = format!("{:06}", town.2 * 100 + rng.u32(..60));
    let (name, address) = if rng.u8(..4) == 0 {
        (
            format!("{} {}", family.1, given.1),
            format!("{} st. {house}, apt. {flat}, {}, {code}", street.1, town.1),
        )
    } else if rng.bool() {
        (
            format!("{} {}", family.0, given.0),
            format!(
                "{code}, {} қ., {} к-сі, {house} үй, {flat} пәтер",
                town.0, street.0
            ),
        )
    } else {
        (
            format!("{} {}", family.0, given.0),
            format!(
                "{code}, г. {}, ул. {}, д. {house}, кв. {flat}",
                town.0, street.0
            ),
        )
    };
    party(&name, &address, "KZ")
}

/// A sender or recipient, in a country.
pub fn party(name: &str, address: &str, country: &str) -> Result<Party, MailError> {
    Ok(Party {
        name: name.parse()?,
        address: address.parse()?,
        country: country.parse()?,
    })
}
