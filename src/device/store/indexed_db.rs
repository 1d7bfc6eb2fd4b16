//! [`Drawers`] in IndexedDB.
//!
//! Every writing transaction asks for strict durability: Chrome's default has, since version 121,
//! only meant that the operating system holds the bytes, not that the disk does.

use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Array, Object, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::schema::{self, from_key, object_store, to_bytes, to_key};
use super::{Drawer, Drawers, Put, StoreError, StoreKey};
use crate::device::dictionary::dictionary;
use crate::device::exception::Exception;
use crate::device::keys::OfficerKey;

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase`, whose `transaction` takes options: web-sys has that as unstable only.
    #[wasm_bindgen(extends = IdbDatabase, js_name = "IDBDatabase")]
    type Database;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Database,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// The store, open. Clones share the one connection; it is let go when a newer version of the app
/// in another tab wants to change the database, and then answers [`StoreError::Closed`].
#[derive(Clone)]
pub struct Store(Rc<Connection>);

struct Connection {
    database: Database,
    _let_go: EventListener,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.close();
    }
}

impl Store {
    /// Opens the store, and makes it if there is none.
    pub async fn open() -> Result<Self, StoreError> {
        let request = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(StoreError::Unavailable)?
            .open_with_u32(schema::DATABASE, schema::VERSION)
            .map_err(|thrown| StoreError::from_opening(Exception::of(&thrown)))?;
        let _building = schema::build_when_new(&request);
        opened(&request).await?;
        let database = request.result().map_err(|_| StoreError::Unavailable)?;
        let database: Database = database.unchecked_into();
        let closing = database.clone();
        let let_go = EventListener::new(&database, "versionchange", move |_| closing.close());
        Ok(Self(Rc::new(Connection {
            database,
            _let_go: let_go,
        })))
    }

    /// Keeps the officer's key under `name`, in place of the one that was there.
    pub async fn keep_key(&self, name: &str, key: &OfficerKey) -> Result<(), StoreError> {
        self.write([schema::KEY], |transaction| {
            let store = transaction.object_store(schema::KEY)?;
            store.put_with_key(&key.to_kept(), &name.into()).map(drop)
        })
        .await
    }

    /// The officer's key under `name`.
    pub async fn key(&self, name: &str) -> Result<Option<OfficerKey>, StoreError> {
        let request = self
            .reading(schema::KEY)?
            .get(&name.into())
            .map_err(in_use)?;
        let kept = answered(&request).await?;
        if kept.is_undefined() {
            return Ok(None);
        }
        OfficerKey::from_kept(&kept)
            .map(Some)
            .ok_or(StoreError::Unreadable)
    }

    /// Forgets the officer's key under `name`. There is no other copy of it.
    pub async fn remove_key(&self, name: &str) -> Result<(), StoreError> {
        self.write([schema::KEY], |transaction| {
            transaction
                .object_store(schema::KEY)?
                .delete(&name.into())
                .map(drop)
        })
        .await
    }

    fn reading(&self, store: &str) -> Result<IdbObjectStore, StoreError> {
        let transaction = self
            .0
            .database
            .transaction_with_str(store)
            .map_err(in_use)?;
        transaction.object_store(store).map_err(in_use)
    }

    /// Does all of `work` or nothing of it, and answers once that is on the disk.
    async fn write(
        &self,
        stores: impl IntoIterator<Item = &'static str>,
        work: impl FnOnce(&IdbTransaction) -> Result<(), JsValue>,
    ) -> Result<(), StoreError> {
        let stores: Array = stores.into_iter().map(JsValue::from_str).collect();
        let strict = dictionary([("durability", "strict".into())]);
        let transaction = self
            .0
            .database
            .transaction(&stores, "readwrite", &strict)
            .map_err(in_use)?;
        let settled = settled(&transaction);
        let begun = work(&transaction);
        if begun.is_err() {
            // It fails only if it has been aborted already.
            let _ = transaction.abort();
        }
        let settled = settled.await;
        begun.map_err(in_use)?;
        settled.map(drop).map_err(|_| why_aborted(&transaction))
    }
}

impl Drawers for Store {
    async fn keep(&self, puts: &[Put]) -> Result<(), StoreError> {
        if puts.is_empty() {
            return Ok(());
        }
        self.write(
            puts.iter().map(|put| object_store(put.drawer)),
            |transaction| {
                puts.iter().try_for_each(|put| {
                    let store = transaction.object_store(object_store(put.drawer))?;
                    let (key, value) = (to_key(&put.key), Uint8Array::from(put.bytes.as_slice()));
                    match put.drawer.writes_once() {
                        true => store.add_with_key(&value, &key).map(drop),
                        false => store.put_with_key(&value, &key).map(drop),
                    }
                })
            },
        )
        .await
    }

    async fn read(&self, drawer: Drawer, key: &StoreKey) -> Result<Option<Vec<u8>>, StoreError> {
        let store = self.reading(object_store(drawer))?;
        let value = answered(&store.get(&to_key(key)).map_err(in_use)?).await?;
        if value.is_undefined() {
            Ok(None)
        } else {
            to_bytes(&value).map(Some)
        }
    }

    async fn read_all(&self, drawer: Drawer) -> Result<Vec<(StoreKey, Vec<u8>)>, StoreError> {
        let store = self.reading(object_store(drawer))?;
        // Both are asked before either is awaited: a transaction left idle ends by itself.
        let (keys, values) = (
            store.get_all_keys().map_err(in_use)?,
            store.get_all().map_err(in_use)?,
        );
        let (keys, values) = (answered(&keys), answered(&values));
        let (keys, values) = (Array::from(&keys.await?), Array::from(&values.await?));
        keys.iter()
            .zip(values.iter())
            .map(|(key, value)| Ok((from_key(key)?, to_bytes(&value)?)))
            .collect()
    }

    async fn remove(&self, drawer: Drawer, key: &StoreKey) -> Result<(), StoreError> {
        self.write([object_store(drawer)], |transaction| {
            transaction
                .object_store(object_store(drawer))?
                .delete(&to_key(key))
                .map(drop)
        })
        .await
    }
}

/// Resolves when the request has succeeded. A database that opens after all, when nobody waits
/// any more, is closed again, so as not to block others in its turn.
async fn opened(request: &IdbOpenDbRequest) -> Result<(), StoreError> {
    let outcome = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    let Err(event) = outcome.await else {
        return Ok(());
    };
    let event: web_sys::Event = event.unchecked_into();
    if event.type_() == "blocked" {
        let late = request.clone();
        let close = Closure::once_into_js(move || {
            if let Ok(database) = late.result() {
                database.unchecked_into::<IdbDatabase>().close();
            }
        });
        request.set_onsuccess(Some(close.unchecked_ref()));
        return Err(StoreError::Blocked);
    }
    let error = request.error().ok().flatten();
    Err(error.map_or(StoreError::Unavailable, |error| {
        StoreError::from_opening(Exception::named(&error.name()))
    }))
}

/// Resolves with the request's result.
fn answered(request: &IdbRequest) -> impl Future<Output = Result<JsValue, StoreError>> + use<> {
    let outcome = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let request = request.clone();
    async move {
        match outcome.await {
            Ok(_) => request.result().map_err(in_use),
            Err(_) => Err(request
                .error()
                .ok()
                .flatten()
                .map_or(StoreError::Aborted, |error| {
                    StoreError::from_use(Exception::named(&error.name()))
                })),
        }
    }
}

/// Resolves when the transaction is complete, rejects when it is undone.
fn settled(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    })
}

fn why_aborted(transaction: &IdbTransaction) -> StoreError {
    transaction.error().map_or(StoreError::Aborted, |error| {
        StoreError::from_use(Exception::named(&error.name()))
    })
}

fn in_use(thrown: JsValue) -> StoreError {
    StoreError::from_use(Exception::of(&thrown))
}
