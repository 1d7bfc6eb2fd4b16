//! Letting a lock live: its own thread, the keyboard's, and the radio.

use std::io::{self, BufRead};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use railseal_lock::Lock;
use railseal_lock::lock::StartError;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};

use crate::body::Body;
use crate::folder::{FolderError, StateFolder};
use crate::keyboard::Typed;
use crate::radio::{self, Face, Radio, RadioError};
use crate::reception::{MOST_WAITING, Reception};
use crate::runner::{Order, Runner, say};

/// How many answers may wait for the bus. A phone waits for one before it asks for another.
const MOST_ANSWERS: usize = 4;

/// Why the lock does not live on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The radio.
    #[error(transparent)]
    Radio(#[from] RadioError),
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The lock.
    #[error("the lock does not start: {0}")]
    Start(#[from] StartError),
    /// The lock's own thread has ended without being told to.
    #[error("the lock has failed inside: what it recorded is kept; start it again")]
    Failed,
    /// The system refused a thread or a signal.
    #[error("the system refused a thread or a signal: {0}")]
    System(#[from] io::Error),
}

/// Lets the lock in a folder live on an adapter, until somebody types `quit` or the process is told
/// to end. What the lock has recorded is on disk by then, and would be if the process were killed.
pub fn run(folder: StateFolder, adapter: &str) -> Result<(), RunError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let body = Body::switch_on(folder)?;
    // A lock that starts tells of it in its journal, which is not to be spent on trying.
    runtime.block_on(radio::look_for(adapter))?;
    let lock = Lock::start(body)?;
    let (orders, received) = sync_channel(MOST_WAITING);
    let reception = Arc::new(Reception::new(orders.clone()));
    let (answers, said) = mpsc::channel(MOST_ANSWERS);
    let (state, claimed) = watch::channel(lock.state());
    let face = Face {
        lock: lock.id(),
        claimed,
    };
    let runner = Runner::new(lock, Arc::clone(&reception), answers, state);
    let living = thread::Builder::new().spawn(move || runner.live(&received))?;
    let typed = orders.clone();
    thread::Builder::new().spawn(move || listen_to_keyboard(&typed))?;
    let ended = runtime.block_on(async {
        let mut told_to_end = signal(SignalKind::terminate())?;
        let radio = Radio::new(adapter, face, reception);
        tokio::select! {
            ended = radio.serve(said) => Ok(ended?),
            interrupted = tokio::signal::ctrl_c() => Ok(interrupted?),
            _ = told_to_end.recv() => Ok(()),
        }
    });
    // The lock ends between two things, not inside one. Where it has ended, there is nobody to tell.
    let _ = orders.send(Order::Typed(Typed::Quit));
    living.join().map_err(|_| RunError::Failed)?;
    ended
}

/// Without a keyboard, as a service, there are no lines, and the lock goes on.
fn listen_to_keyboard(orders: &SyncSender<Order>) {
    for line in io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        if line.trim().is_empty() {
            continue;
        }
        match line.parse() {
            Ok(typed) => {
                if orders.send(Order::Typed(typed)).is_err() {
                    return;
                }
            }
            Err(error) => say(error),
        }
    }
}
