//! The vectors with a fault: one each, and named by it.

mod chains;
mod link;
mod lists;
mod messages;
mod orders;
mod presences;
mod standing;
mod statements;

use crate::scene::{Named, Scene};

pub(crate) fn all() -> Vec<Named> {
    let scene = Scene::new();
    let mut all = chains::all(&scene);
    all.extend(lists::all(&scene));
    all.extend(standing::all(&scene));
    all.extend(statements::all(&scene));
    all.extend(presences::all(&scene));
    all.extend(orders::all(&scene));
    all.extend(messages::all(&scene));
    all.extend(link::all(&scene));
    all
}
