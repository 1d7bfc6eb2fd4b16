//! The app's state and what can be done with it. Screens render it and call it; nothing else
//! changes it.

mod acts;
mod agreeing;
mod bringing;
mod granting;
mod ordering;
mod papers;
mod sealing;
mod speaking;
mod state;
mod visiting;

use leptos::prelude::*;

pub use agreeing::Agreeing;
pub use bringing::Lists;
pub use ordering::{OrderView, Told};
pub use sealing::Preparing;
pub use state::{App, Busy, Failure, Lamp, Painted, Phase, Remedy, Visit, Words};

use crate::screens::Frame;

/// Shows the app in the page and takes out of the store what is there.
pub fn start() {
    leptos::mount::mount_to_body(|| {
        let app = App::new();
        provide_context(app);
        app.open();
        app.open_papers();
        view! { <Frame /> }
    });
}
