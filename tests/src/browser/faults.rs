//! What would keep someone from using a page: names, landmarks, target sizes, contrast.

use std::fmt;

use serde::Deserialize;

use super::outline::Node;
use super::{BrowserError, Name, Tab};

/// Roles of what a person acts on.
const INTERACTIVE: [&str; 10] = [
    "button",
    "link",
    "textbox",
    "searchbox",
    "spinbutton",
    "combobox",
    "checkbox",
    "radio",
    "switch",
    "slider",
];

/// A barrier found on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum AccessibilityFault {
    /// Something interactive, or an image, has no accessible name.
    Unnamed {
        /// Its role.
        role: String,
    },
    /// There is not exactly one main landmark.
    MainLandmarks {
        /// How many there are.
        found: usize,
    },
    /// There is not exactly one heading of level 1.
    TopHeadings {
        /// How many there are.
        found: usize,
    },
    /// The `html` element does not tell its language.
    NoLanguage,
    /// Something to tap is smaller than 48 × 48 CSS pixels, its labels counted in.
    SmallTarget {
        /// The start of the element's markup.
        element: String,
        /// In CSS pixels.
        width: f64,
        /// In CSS pixels.
        height: f64,
    },
    /// Text stands out too little from what is behind it: under 4.5 : 1 (WCAG 2.2, 1.4.3).
    LowContrast {
        /// The text.
        text: String,
        /// The contrast, from 1 to 21.
        ratio: f64,
    },
}

impl fmt::Display for AccessibilityFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unnamed { role } => write!(f, "a {role} has no name"),
            Self::MainLandmarks { found } => write!(f, "{found} main landmarks instead of one"),
            Self::TopHeadings { found } => write!(f, "{found} level-1 headings instead of one"),
            Self::NoLanguage => f.write_str("the page does not tell its language"),
            Self::SmallTarget {
                element,
                width,
                height,
            } => {
                write!(f, "a target of {width} × {height} px: {element}")
            }
            Self::LowContrast { text, ratio } => write!(f, "contrast {ratio:.2} : 1 of {text:?}"),
        }
    }
}

/// What only the layout can tell, as `faults.js` does.
#[derive(Deserialize)]
struct LayoutFaults {
    language: bool,
    small: Vec<SmallTarget>,
    faint: Vec<FaintText>,
}

#[derive(Deserialize)]
struct SmallTarget {
    element: String,
    width: f64,
    height: f64,
}

#[derive(Deserialize)]
struct FaintText {
    text: String,
    ratio: f64,
}

impl Tab {
    /// The barriers on the page as it is now. Contrast is judged only where it can be computed:
    /// not over pictures and gradients.
    pub async fn accessibility_faults(&self) -> Result<Vec<AccessibilityFault>, BrowserError> {
        let outline = self.outline().await?;
        let mut faults: Vec<_> = outline.nodes().iter().filter_map(unnamed).collect();
        let found = outline.count("main");
        if found != 1 {
            faults.push(AccessibilityFault::MainLandmarks { found });
        }
        let headings = outline.find("heading", &Name::Any);
        let found = headings
            .iter()
            .filter(|heading| heading.level == Some(1))
            .count();
        if found != 1 {
            faults.push(AccessibilityFault::TopHeadings { found });
        }
        let layout: LayoutFaults = self.evaluate(include_str!("faults.js")).await?;
        if !layout.language {
            faults.push(AccessibilityFault::NoLanguage);
        }
        faults.extend(
            layout
                .small
                .into_iter()
                .map(|target| AccessibilityFault::SmallTarget {
                    element: target.element,
                    width: target.width,
                    height: target.height,
                }),
        );
        faults.extend(
            layout
                .faint
                .into_iter()
                .map(|faint| AccessibilityFault::LowContrast {
                    text: faint.text,
                    ratio: faint.ratio,
                }),
        );
        Ok(faults)
    }
}

fn unnamed(node: &Node) -> Option<AccessibilityFault> {
    let role = node.role.as_str();
    let needs_name = INTERACTIVE.contains(&role) || matches!(role, "image" | "img");
    (needs_name && node.name.is_empty()).then(|| AccessibilityFault::Unnamed {
        role: node.role.clone(),
    })
}
