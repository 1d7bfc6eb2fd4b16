//! What is in the mail: goods as shops across this border describe them, with their usual weight,
//! price and HS code. Made up from what is common; no shop's list was copied.

use fastrand::Rng;
use railseal_inspection::documents::{Content, Money};
use railseal_protocol::bounded::BoundError;
use railseal_protocol::manifest::Grams;

use super::MailError;
use super::picking::{early, of};

/// A kind of goods: in English, Chinese and Russian; grams, US cents, HS code, and its variants.
struct Good(
    &'static str,
    &'static str,
    &'static str,
    u64,
    u64,
    &'static str,
    Variants,
);

/// In what a kind of goods differs.
#[derive(Clone, Copy)]
enum Variants {
    Colours,
    Sizes,
    Models,
    None,
}

use Variants::{Colours, Models, None as Plain, Sizes};

// A table: a line a kind.
#[rustfmt::skip]
const GOODS: [Good; 64] = [
    Good("Phone case", "手机壳", "Чехол для телефона", 60, 320, "392690", Models),
    Good("Screen protector", "钢化膜", "Защитное стекло", 40, 180, "700719", Models),
    Good("T-shirt, cotton", "纯棉T恤", "Футболка хлопковая", 180, 690, "610910", Sizes),
    Good("Dress, polyester", "连衣裙", "Платье", 260, 1490, "620443", Sizes),
    Good("Jeans", "牛仔裤", "Джинсы", 520, 1790, "620342", Sizes),
    Good("Sneakers", "运动鞋", "Кроссовки", 720, 2390, "640411", Sizes),
    Good("Socks, 5 pairs", "袜子5双", "Носки, 5 пар", 150, 450, "611595", Colours),
    Good("LED lamp", "LED灯泡", "Лампа светодиодная", 90, 290, "853952", Plain),
    Good("USB cable", "USB数据线", "Кабель USB", 45, 210, "854442", Colours),
    Good("Charger 20W", "充电器20W", "Зарядное устройство 20 Вт", 80, 750, "850440", Colours),
    Good("Wireless earphones", "无线耳机", "Беспроводные наушники", 70, 1590, "851830", Colours),
    Good("Smart watch", "智能手表", "Умные часы", 110, 2490, "851762", Colours),
    Good("Watch strap", "表带", "Ремешок для часов", 30, 260, "911390", Colours),
    Good("Backpack", "双肩包", "Рюкзак", 610, 1890, "420292", Colours),
    Good("Handbag", "手提包", "Сумка женская", 480, 2190, "420222", Colours),
    Good("Wallet", "钱包", "Кошелёк", 120, 890, "420231", Colours),
    Good("Sunglasses", "太阳镜", "Очки солнцезащитные", 60, 590, "900410", Models),
    Good("Hair clip", "发夹", "Заколка для волос", 25, 120, "961511", Colours),
    Good("Necklace, imitation", "仿真项链", "Бижутерия: колье", 30, 340, "711719", Plain),
    Good("Earrings, imitation", "仿真耳环", "Бижутерия: серьги", 15, 230, "711719", Plain),
    Good("Lipstick", "口红", "Помада губная", 35, 520, "330410", Colours),
    Good("Face cream", "面霜", "Крем для лица", 120, 980, "330499", Plain),
    Good("False nails", "美甲片", "Накладные ногти", 40, 210, "392690", Colours),
    Good("Toy car", "玩具车", "Машинка игрушечная", 210, 690, "950300", Colours),
    Good("Building blocks", "积木", "Конструктор", 640, 1990, "950300", Models),
    Good("Plush toy", "毛绒玩具", "Мягкая игрушка", 230, 790, "950300", Colours),
    Good("Puzzle", "拼图", "Пазл", 350, 620, "950300", Plain),
    Good("Kitchen knife", "菜刀", "Нож кухонный", 240, 850, "821192", Plain),
    Good("Silicone spatula", "硅胶铲", "Лопатка силиконовая", 90, 240, "392410", Colours),
    Good("Storage box", "收纳盒", "Контейнер для хранения", 420, 560, "392490", Sizes),
    Good("Towel", "毛巾", "Полотенце", 260, 490, "630260", Colours),
    Good("Bed linen set", "四件套", "Комплект постельного белья", 1650, 2990, "630221", Sizes),
    Good("Curtain", "窗帘", "Штора", 780, 1490, "630392", Colours),
    Good("Table cloth", "桌布", "Скатерть", 340, 690, "630253", Colours),
    Good("Wall sticker", "墙贴", "Наклейка на стену", 80, 260, "391990", Plain),
    Good("Car phone holder", "车载手机支架", "Держатель телефона в авто", 140, 480, "392690", Models),
    Good("Car seat cover", "汽车座套", "Чехол на сиденье авто", 1350, 3490, "940199", Colours),
    Good("Wiper blade", "雨刷", "Щётка стеклоочистителя", 190, 390, "851290", Sizes),
    Good("Brake pads", "刹车片", "Колодки тормозные", 1450, 2490, "870830", Models),
    Good("Oil filter", "机油滤清器", "Фильтр масляный", 310, 590, "842123", Models),
    Good("Bearing", "轴承", "Подшипник", 160, 340, "848210", Models),
    Good("Drill bit set", "钻头套装", "Набор свёрл", 290, 790, "820750", Plain),
    Good("Screwdriver", "螺丝刀", "Отвёртка", 130, 310, "820540", Models),
    Good("Tape measure", "卷尺", "Рулетка", 180, 270, "901780", Sizes),
    Good("Fishing line", "鱼线", "Леска рыболовная", 60, 330, "950790", Sizes),
    Good("Fishing lure", "路亚饵", "Приманка рыболовная", 35, 190, "950790", Colours),
    Good("Yoga mat", "瑜伽垫", "Коврик для йоги", 980, 1290, "950691", Colours),
    Good("Bicycle light", "自行车灯", "Фонарь велосипедный", 95, 560, "851210", Plain),
    Good("Gloves, knitted", "针织手套", "Перчатки вязаные", 80, 290, "611692", Colours),
    Good("Scarf", "围巾", "Шарф", 190, 590, "611710", Colours),
    Good("Winter jacket", "冬季外套", "Куртка зимняя", 1120, 4290, "620193", Sizes),
    Good("Children's pyjamas", "儿童睡衣", "Пижама детская", 230, 890, "610832", Sizes),
    Good("Baby bottle", "奶瓶", "Бутылочка детская", 130, 540, "392410", Colours),
    Good("Tea, green", "绿茶", "Чай зелёный", 260, 1100, "090210", Plain),
    Good("Notebook", "笔记本", "Тетрадь", 210, 260, "482020", Colours),
    Good("Ballpoint pens", "圆珠笔", "Ручки шариковые", 90, 220, "960810", Colours),
    Good("Keyboard", "键盘", "Клавиатура", 640, 2190, "847160", Colours),
    Good("Computer mouse", "鼠标", "Мышь компьютерная", 110, 790, "847160", Colours),
    Good("Memory card", "存储卡", "Карта памяти", 15, 890, "852351", Sizes),
    Good("Power bank", "充电宝", "Внешний аккумулятор", 290, 1690, "850760", Colours),
    Good("Drone parts", "无人机配件", "Запчасти для дрона", 85, 1290, "880730", Models),
    Good("Guitar strings", "吉他弦", "Струны для гитары", 60, 480, "920930", Plain),
    Good("Pet collar", "宠物项圈", "Ошейник", 75, 260, "420100", Colours),
    Good("Seeds, flowers", "花种", "Семена цветов", 20, 150, "120930", Plain),
];

const COLOURS: [[&str; 3]; 10] = [
    ["black", "黑色", "чёрный"],
    ["white", "白色", "белый"],
    ["blue", "蓝色", "синий"],
    ["pink", "粉色", "розовый"],
    ["red", "红色", "красный"],
    ["green", "绿色", "зелёный"],
    ["grey", "灰色", "серый"],
    ["beige", "米色", "бежевый"],
    ["purple", "紫色", "фиолетовый"],
    ["yellow", "黄色", "жёлтый"],
];

const SIZES: [&str; 8] = ["S", "M", "L", "XL", "XXL", "36", "40", "42"];

/// How a sender writes: one language, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Chinese,
    Russian,
}

/// Goods that a shop sells: few of all there are, the first far more often than the last.
pub(super) fn range(rng: &mut Rng) -> Vec<usize> {
    let mut all: Vec<usize> = (0..GOODS.len()).collect();
    rng.shuffle(&mut all);
    all.truncate(3 + rng.usize(..18));
    all
}

/// One kind of contents, of what this shop sells.
pub(super) fn content(
    rng: &mut Rng,
    range: &[usize],
    tongue: Tongue,
) -> Result<Content, MailError> {
    let Good(english, chinese, russian, grams, cents, hs, variants) =
        &GOODS[range.get(early(rng, range.len())).copied().unwrap_or(0)];
    let name = match tongue {
        Tongue::English => english,
        Tongue::Chinese => chinese,
        Tongue::Russian => russian,
    };
    let description = match variant(rng, *variants, tongue) {
        Some(variant) => format!("{name}, {variant}"),
        None => (*name).to_owned(),
    };
    let quantity = 1 + u64::from(rng.u8(..10) == 0) * rng.u64(1..4);
    // A shop weighs to ten grams, and prices end in nine.
    let one = (grams * rng.u64(80..121) / 100).next_multiple_of(10);
    let price = (cents * rng.u64(70..150) / 100 / 10 * 10) + 9;
    let yuan = tongue == Tongue::Chinese && rng.u8(..3) == 0;
    let (minor, currency) = if yuan {
        (price * 7, "CNY")
    } else {
        (price, "USD")
    };
    Ok(Content {
        description: description.parse::<_>()?,
        quantity: u32::try_from(quantity).unwrap_or(1),
        net: Grams(one * quantity),
        value: Money {
            minor: minor * quantity,
            currency: parsed(currency)?,
        },
        hs: parsed(hs)?,
        origin: "CN".parse()?,
    })
}

fn parsed<T: std::str::FromStr<Err = BoundError>>(text: &str) -> Result<T, BoundError> {
    text.parse()
}

fn variant(rng: &mut Rng, variants: Variants, tongue: Tongue) -> Option<String> {
    let column = match tongue {
        Tongue::English => 0,
        Tongue::Chinese => 1,
        Tongue::Russian => 2,
    };
    match variants {
        Colours => Some(COLOURS[early(rng, COLOURS.len())][column].to_owned()),
        Sizes => Some(format!(
            "{} {}",
            of(rng, &SIZES),
            COLOURS[early(rng, 6)][column]
        )),
        Models => {
            let series = of(rng, &["A", "M", "X", "Note ", "Pro "]);
            Some(format!("{series}{}", rng.u16(3..40)))
        }
        Plain => None,
    }
}
