//! Orders to the lock, as an officer gives them, and as others agree to them.

use railseal::parts::{Gathering, Part, as_text};
use railseal::words::{Language, OrderPhrase, Phrase};
use railseal_optics::{Picture, read};

use super::Officer;
use crate::browser::{BrowserError, Name, Tab};

/// Pixels a side of a module: more than a camera needs.
const MODULE: usize = 4;

fn say(phrase: OrderPhrase) -> &'static str {
    Language::English.say(phrase)
}

impl Officer<'_> {
    /// From the verdict to what can be ordered.
    pub async fn opens_the_orders(&self) -> Result<(), BrowserError> {
        self.tab.click("link", say(OrderPhrase::Button)).await?;
        self.tab.wait_for("heading", say(OrderPhrase::Title)).await
    }

    /// Takes one of the orders that are offered.
    pub async fn chooses_to(&self, order: OrderPhrase) -> Result<(), BrowserError> {
        self.tab.click("button", say(order)).await?;
        self.tab.wait_for("heading", say(order)).await
    }

    /// Gives it.
    pub async fn gives_the_order(&self) -> Result<(), BrowserError> {
        self.tab.click("button", say(OrderPhrase::Give)).await
    }

    /// Has the sealing made out.
    pub async fn prepares(&self) -> Result<(), BrowserError> {
        self.tab.click("button", say(OrderPhrase::Prepare)).await?;
        let ready = say(OrderPhrase::PreparedTitle);
        self.tab.wait_for("heading", ready).await
    }

    /// Seals with what was made out.
    pub async fn seals(&self) -> Result<(), BrowserError> {
        self.tab.click("button", say(OrderPhrase::SealNow)).await
    }

    /// Sees what became of an order, and that the lock's own journal says so.
    pub async fn sees_done(&self, done: OrderPhrase) -> Result<(), BrowserError> {
        self.tab.wait_for("heading", say(done)).await?;
        let by_the_lock = say(OrderPhrase::DoneBy);
        let by_the_lock = by_the_lock.split("{0}").next().unwrap_or(by_the_lock);
        self.tab.wait_for_text(by_the_lock.trim()).await
    }

    /// Reads the lock that was just sealed, to its verdict: the number on the container is known.
    pub async fn reads_the_sealed_lock(&self) -> Result<(), BrowserError> {
        let read = say(OrderPhrase::ReadSealed);
        self.tab.click("button", read).await
    }

    /// Back to what can be ordered.
    pub async fn goes_on(&self) -> Result<(), BrowserError> {
        self.tab.click("button", say(OrderPhrase::Next)).await?;
        self.tab.wait_for("heading", say(OrderPhrase::Title)).await
    }

    /// Lets another person agree on their own phone, code for code, and sends the order.
    pub async fn has_it_agreed_by(&self, other: &Officer<'_>) -> Result<(), BrowserError> {
        let missing = Language::English.fill(OrderPhrase::AgreeMissing, &["1".to_owned()]);
        self.tab.wait_for_text(&missing).await?;
        let ordered = codes_on(self.tab).await?;
        let agreed = other.agrees_to(&ordered).await?;
        self.tab
            .fill(
                "textbox",
                Language::English.say(Phrase::CodesPaste),
                &agreed,
            )
            .await?;
        let take = Language::English.say(Phrase::CodesTake);
        self.tab.click("button", take).await?;
        self.tab.click("button", say(OrderPhrase::SendNow)).await
    }

    /// Takes an order's codes, reads what it is, and agrees; gives the codes that come of it.
    pub async fn agrees_to(&self, ordered: &str) -> Result<String, BrowserError> {
        let english = Language::English;
        self.tab.click("link", english.say(Phrase::NavWork)).await?;
        self.tab.click("link", say(OrderPhrase::CosignLink)).await?;
        let title = say(OrderPhrase::CosignTitle);
        self.tab.wait_for("heading", title).await?;
        self.tab
            .fill("textbox", english.say(Phrase::CodesPaste), ordered)
            .await?;
        self.tab
            .click("button", english.say(Phrase::CodesTake))
            .await?;
        self.tab.wait_for("alert", Name::Any).await?;
        self.tab
            .click("button", say(OrderPhrase::CosignButton))
            .await?;
        self.tab.wait_for_text(say(OrderPhrase::CosignDone)).await?;
        codes_on(self.tab).await
    }
}

/// What another phone's camera would make of the codes on a screen, one after the other.
async fn codes_on(tab: &Tab) -> Result<String, BrowserError> {
    let picture = Language::English.say(Phrase::CodesPicture);
    tab.wait_for("image", picture).await?;
    let _: bool = tab.evaluate("delete window.lastSeen").await?;
    let (mut parts, mut gathering) = (Vec::<Part>::new(), None::<Gathering>);
    loop {
        let (side, path): (usize, String) = tab.evaluate(NEXT).await?;
        let Some(part) = seen(side, &path) else {
            continue;
        };
        match &mut gathering {
            None => gathering = Some(Gathering::begin(part.clone())),
            // Of another order, as long as the screen changes: looked at again.
            Some(gathering) => {
                if gathering.add(part.clone()).is_err() {
                    continue;
                }
            }
        }
        parts.push(part);
        if gathering
            .as_ref()
            .is_some_and(|g| g.missing().next().is_none())
        {
            return Ok(as_text(&parts));
        }
    }
}

/// The next code that is shown: the length of its side, and its path.
const NEXT: &str = "new Promise((done) => {
    const look = () => {
        const code = document.querySelector('svg.code');
        const path = code?.querySelector('path')?.getAttribute('d');
        if (!path || path === window.lastSeen) return requestAnimationFrame(look);
        window.lastSeen = path;
        done([code.viewBox.baseVal.width, path]);
    };
    look();
})";

/// What a reader makes of the picture.
fn seen(side: usize, path: &str) -> Option<Part> {
    let pixels = side * MODULE;
    let mut rgba = vec![u8::MAX; pixels * pixels * 4];
    for run in path.split('M').filter(|run| !run.is_empty()) {
        let (x, rest) = run.split_once(' ')?;
        let (y, rest) = rest.split_once('h')?;
        let (length, _) = rest.split_once('v')?;
        let [x, y, length] = [x, y, length].map(str::parse::<usize>);
        let (x, y, length) = (x.ok()?, y.ok()?, length.ok()?);
        for row in rgba
            .chunks_exact_mut(pixels * 4)
            .skip(y * MODULE)
            .take(MODULE)
        {
            let dark = row.get_mut(x * MODULE * 4..(x + length) * MODULE * 4)?;
            for pixel in dark.chunks_exact_mut(4) {
                pixel[..3].fill(0);
            }
        }
    }
    let pixels = u32::try_from(pixels).ok()?;
    let texts = read(&Picture::from_rgba(pixels, pixels, &rgba).ok()?).ok()?;
    texts.first()?.parse().ok()
}
