//! The page as assistive technology sees it, which is also how the tests find their way.

use std::collections::HashMap;
use std::fmt;

use chromiumoxide::cdp::browser_protocol::dom::BackendNodeId;
use chromiumoxide::page::Page;
use chromiumoxide::types::{Command, Method, MethodId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::BrowserError;

/// The accessible name to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// The whole name, white space aside.
    Exactly(String),
    /// A part of the name.
    Containing(String),
    /// Any name, or none.
    Any,
}

/// The accessibility tree of a page, without what assistive technology skips.
#[derive(Clone, Default)]
pub struct Outline {
    nodes: Vec<Node>,
}

/// One node of the tree.
#[derive(Clone, Debug)]
pub(super) struct Node {
    depth: usize,
    pub(super) role: String,
    pub(super) name: String,
    pub(super) value: String,
    pub(super) level: Option<i64>,
    pub(super) disabled: bool,
    pub(super) element: Option<BackendNodeId>,
}

impl Name {
    /// A name that contains `part`.
    pub fn containing(part: &str) -> Self {
        Self::Containing(part.into())
    }

    fn matches(&self, name: &str) -> bool {
        match self {
            Self::Exactly(whole) => squeeze(whole) == name,
            Self::Containing(part) => name.contains(&squeeze(part)),
            Self::Any => true,
        }
    }
}

impl From<&str> for Name {
    fn from(whole: &str) -> Self {
        Self::Exactly(whole.into())
    }
}

impl From<String> for Name {
    fn from(whole: String) -> Self {
        Self::Exactly(whole)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(whole) => write!(f, "called {whole:?}"),
            Self::Containing(part) => write!(f, "whose name contains {part:?}"),
            Self::Any => f.write_str("of any name"),
        }
    }
}

impl Outline {
    /// Reads the tree of the page's main frame.
    pub(super) async fn read(page: &Page) -> Result<Self, BrowserError> {
        let raw = page.execute(GetFullTree {}).await?.result.nodes;
        let places: HashMap<&str, usize> = raw
            .iter()
            .enumerate()
            .map(|(place, node)| (node.node_id.as_str(), place))
            .collect();
        let mut nodes = Vec::new();
        let mut path: Vec<(usize, usize)> = Vec::new();
        path.extend(
            raw.iter()
                .position(|node| node.parent_id.is_none())
                .map(|root| (root, 0)),
        );
        while let Some((place, depth)) = path.pop() {
            let Some(node) = raw.get(place) else { continue };
            let shown = node.is_shown();
            if shown {
                nodes.push(node.simplified(depth));
            }
            let below = if shown { depth + 1 } else { depth };
            let children = node.child_ids.iter().rev();
            path.extend(
                children
                    .filter_map(|id| places.get(id.as_str()))
                    .map(|&at| (at, below)),
            );
        }
        Ok(Self { nodes })
    }

    /// Whether the page has a node of this role and name.
    pub fn has(&self, role: &str, name: &Name) -> bool {
        !self.find(role, name).is_empty()
    }

    /// How many nodes of this role the page has.
    pub fn count(&self, role: &str) -> usize {
        self.find(role, &Name::Any).len()
    }

    pub(super) fn find(&self, role: &str, name: &Name) -> Vec<&Node> {
        self.nodes
            .iter()
            .filter(|node| node.role == role && name.matches(&node.name))
            .collect()
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }
}

impl fmt::Display for Outline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for node in &self.nodes {
            write!(f, "{:indent$}{}", "", node.role, indent = 2 * node.depth)?;
            if !node.name.is_empty() {
                write!(f, " {:?}", node.name)?;
            }
            if !node.value.is_empty() {
                write!(f, " = {:?}", node.value)?;
            }
            writeln!(f, "{}", if node.disabled { " (disabled)" } else { "" })?;
        }
        Ok(())
    }
}

/// As displayed: it stands in the errors that a failed test prints.
impl fmt::Debug for Outline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

/// White space as a reader perceives it.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `Accessibility.getFullAXTree`, read leniently: each Chromium has new properties, and one that
/// is not known here must not hide the rest.
#[derive(Debug, Serialize)]
struct GetFullTree {}

#[derive(Debug, Deserialize)]
struct FullTree {
    nodes: Vec<RawNode>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawNode {
    node_id: String,
    parent_id: Option<String>,
    #[serde(default)]
    ignored: bool,
    role: Option<RawValue>,
    name: Option<RawValue>,
    value: Option<RawValue>,
    #[serde(default)]
    properties: Vec<RawProperty>,
    #[serde(default)]
    child_ids: Vec<String>,
    #[serde(rename = "backendDOMNodeId")]
    element: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct RawValue {
    #[serde(default)]
    value: Value,
}

#[derive(Debug, Deserialize)]
struct RawProperty {
    name: String,
    value: RawValue,
}

impl Method for GetFullTree {
    fn identifier(&self) -> MethodId {
        "Accessibility.getFullAXTree".into()
    }
}

impl Command for GetFullTree {
    type Response = FullTree;
}

impl RawNode {
    fn is_shown(&self) -> bool {
        let role = text(self.role.as_ref());
        !self.ignored && !matches!(role.as_str(), "none" | "generic" | "InlineTextBox")
    }

    fn simplified(&self, depth: usize) -> Node {
        Node {
            depth,
            role: text(self.role.as_ref()),
            name: squeeze(&text(self.name.as_ref())),
            value: text(self.value.as_ref()),
            level: self.property("level").and_then(Value::as_i64),
            disabled: self
                .property("disabled")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            element: self.element.map(BackendNodeId::new),
        }
    }

    fn property(&self, name: &str) -> Option<&Value> {
        let found = self
            .properties
            .iter()
            .find(|property| property.name == name)?;
        Some(&found.value.value)
    }
}

fn text(value: Option<&RawValue>) -> String {
    match value.map(|value| &value.value) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}
