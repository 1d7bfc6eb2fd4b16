use zbus::names::ErrorName;

/// Why the lock cannot be heard of.
#[derive(Debug, thiserror::Error)]
pub enum RadioError {
    /// There is no message bus.
    #[error("the system's message bus cannot be reached ({0}): install and start dbus")]
    NoBus(#[source] Box<zbus::Error>),
    /// The message bus has gone away.
    #[error("the system's message bus has gone: start the lock again when it is back")]
    BusGone,
    /// BlueZ does not run.
    #[error("BlueZ does not run: `sudo systemctl start bluetooth`")]
    NoBlueZ,
    /// There is no such adapter.
    #[error(
        "there is no Bluetooth adapter {wanted} (there is: {}): give another with --adapter",
        list(there)
    )]
    NoAdapter {
        /// The one that was asked for.
        wanted: String,
        /// Those that there are.
        there: Vec<String>,
    },
    /// The adapter cannot be a peripheral.
    #[error(
        "the Bluetooth adapter {adapter} cannot advertise: it takes Bluetooth 4 and BlueZ 5.50 or newer"
    )]
    CannotAdvertise {
        /// Which.
        adapter: String,
    },
    /// The adapter is switched off and stays so.
    #[error(
        "the Bluetooth adapter {adapter} is off and cannot be switched on ({source}): `rfkill unblock bluetooth`"
    )]
    SwitchedOff {
        /// Which.
        adapter: String,
        /// Why.
        source: Box<zbus::Error>,
    },
    /// The bus does not let this user speak to BlueZ.
    #[error(
        "this user may not use BlueZ: run as root, or `sudo usermod -aG bluetooth $USER` and log in again"
    )]
    NotPermitted,
    /// BlueZ refuses.
    #[error("BlueZ does not take {what}: {source}")]
    Refused {
        /// What was given to it.
        what: &'static str,
        /// Its words.
        source: Box<zbus::Error>,
    },
    /// The bus failed otherwise.
    #[error("the message bus: {0}")]
    Bus(#[source] Box<zbus::Error>),
}

impl RadioError {
    /// For `map_err`: BlueZ was given this.
    pub(super) fn refused(what: &'static str) -> impl FnOnce(zbus::Error) -> Self {
        move |source| match Self::from(source) {
            Self::Bus(source) => Self::Refused { what, source },
            other => other,
        }
    }
}

impl From<zbus::Error> for RadioError {
    fn from(error: zbus::Error) -> Self {
        let says = |name: &ErrorName<'_>, what| name.as_str().ends_with(what);
        match &error {
            zbus::Error::MethodError(name, _, _) if says(name, ".AccessDenied") => {
                Self::NotPermitted
            }
            zbus::Error::MethodError(name, _, _) if says(name, ".ServiceUnknown") => Self::NoBlueZ,
            zbus::Error::FDO(fdo) => match &**fdo {
                zbus::fdo::Error::AccessDenied(_) => Self::NotPermitted,
                zbus::fdo::Error::ServiceUnknown(_) => Self::NoBlueZ,
                _ => Self::Bus(Box::new(error)),
            },
            _ => Self::Bus(Box::new(error)),
        }
    }
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".into()
    } else {
        names.join(", ")
    }
}
