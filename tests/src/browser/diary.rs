//! What a page said and complained of: its console, errors in it, and violations of its security policy.

use std::fmt;

use chromiumoxide::cdp::browser_protocol::audits::{
    EnableParams as EnableAudits, EventIssueAdded, InspectorIssue,
};
use chromiumoxide::cdp::browser_protocol::log::{
    EventEntryAdded, LogEntry, LogEntryLevel, LogEntrySource,
};
use chromiumoxide::cdp::js_protocol::runtime::{
    ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown, RemoteObject,
};
use chromiumoxide::page::Page;
use futures::stream::{BoxStream, SelectAll};
use futures::{FutureExt, StreamExt};

use super::BrowserError;

/// An error that the console of the page would show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    /// Who complained.
    pub source: ErrorSource,
    /// What the console would show.
    pub text: String,
}

/// Who complained in the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorSource {
    /// The page itself, through `console.error` or `console.assert`.
    Console,
    /// A script that threw and nobody caught, a rejected promise among them.
    Exception,
    /// A request that failed. Without a network that may be just what was expected.
    Network,
    /// The browser, about a security policy.
    Security,
    /// The browser, about anything else.
    Browser,
}

/// Something the page's content security policy forbade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CspViolation {
    /// The directive, such as `script-src-elem`.
    pub directive: String,
    /// The address, where it was about one.
    pub blocked_url: Option<String>,
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.source, self.text)
    }
}

/// Collects from the moment it is kept.
pub(super) struct Diary {
    arriving: SelectAll<BoxStream<'static, Option<Entry>>>,
    said: Vec<String>,
    errors: Vec<PageError>,
    violations: Vec<CspViolation>,
}

enum Entry {
    Said(String),
    Error(PageError),
    Violation(CspViolation),
}

impl Diary {
    pub(super) async fn keep(page: &Page) -> Result<Self, BrowserError> {
        let mut arriving = SelectAll::new();
        let console = page.event_listener::<EventConsoleApiCalled>().await?;
        arriving.push(console.map(|event| Some(console_entry(&event))).boxed());
        let exceptions = page.event_listener::<EventExceptionThrown>().await?;
        arriving.push(exceptions.map(|event| Some(uncaught(&event))).boxed());
        let log = page.event_listener::<EventEntryAdded>().await?;
        arriving.push(log.map(|event| Some(log_entry(&event.entry))).boxed());
        let issues = page.event_listener::<EventIssueAdded>().await?;
        arriving.push(issues.map(|event| violation(&event.issue)).boxed());
        page.execute(EnableAudits::default()).await?;
        Ok(Self {
            arriving,
            said: Vec::new(),
            errors: Vec::new(),
            violations: Vec::new(),
        })
    }

    pub(super) fn said(&mut self) -> Vec<String> {
        self.take_in();
        self.said.clone()
    }

    pub(super) fn errors(&mut self) -> Vec<PageError> {
        self.take_in();
        self.errors.clone()
    }

    pub(super) fn violations(&mut self) -> Vec<CspViolation> {
        self.take_in();
        self.violations.clone()
    }

    fn take_in(&mut self) {
        while let Some(Some(entry)) = self.arriving.next().now_or_never() {
            match entry {
                Some(Entry::Said(text)) => self.said.push(text),
                Some(Entry::Error(error)) => {
                    self.said.push(error.text.clone());
                    self.errors.push(error);
                }
                Some(Entry::Violation(violation)) => self.violations.push(violation),
                None => {}
            }
        }
    }
}

impl fmt::Debug for Diary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Diary")
            .field("errors", &self.errors)
            .field("violations", &self.violations)
            .finish_non_exhaustive()
    }
}

fn console_entry(event: &EventConsoleApiCalled) -> Entry {
    let text = event.args.iter().map(printed).collect::<Vec<_>>().join(" ");
    match event.r#type {
        ConsoleApiCalledType::Error | ConsoleApiCalledType::Assert => Entry::Error(PageError {
            source: ErrorSource::Console,
            text,
        }),
        _ => Entry::Said(text),
    }
}

fn uncaught(event: &EventExceptionThrown) -> Entry {
    let details = &event.exception_details;
    let text = details
        .exception
        .as_ref()
        .map_or_else(|| details.text.clone(), printed);
    Entry::Error(PageError {
        source: ErrorSource::Exception,
        text,
    })
}

fn log_entry(entry: &LogEntry) -> Entry {
    let place = entry.url.as_deref().unwrap_or_default();
    let text = format!("{} {place}", entry.text).trim_end().to_owned();
    if entry.level != LogEntryLevel::Error {
        return Entry::Said(text);
    }
    let source = match entry.source {
        LogEntrySource::Network => ErrorSource::Network,
        LogEntrySource::Security => ErrorSource::Security,
        _ => ErrorSource::Browser,
    };
    Entry::Error(PageError { source, text })
}

fn violation(issue: &InspectorIssue) -> Option<Entry> {
    let details = issue
        .details
        .content_security_policy_issue_details
        .as_ref()?;
    Some(Entry::Violation(CspViolation {
        directive: details.violated_directive.clone(),
        blocked_url: details.blocked_url.clone(),
    }))
}

fn printed(object: &RemoteObject) -> String {
    match (&object.description, &object.value) {
        (Some(description), _) => description.clone(),
        (None, Some(serde_json::Value::String(text))) => text.clone(),
        (None, Some(value)) => value.to_string(),
        (None, None) => format!("{:?}", object.r#type),
    }
}
