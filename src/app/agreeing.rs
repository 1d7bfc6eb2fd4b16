//! Agreeing to another's order on one's own phone: what is asked is verified and shown in words,
//! and only then signed.

use std::rc::Rc;

use leptos::task::spawn_local;
use railseal_protocol::instruction::CarriedCoSignature;

use super::state::App;
use crate::orders::agreement::{Asked, Request, agreed_to_bytes};
use crate::signing::sign;
use crate::visit::VisitError;
use crate::words::Trouble;

/// How far an agreement has come.
#[derive(Debug, Clone)]
pub enum Agreeing {
    /// No order has been taken.
    Nothing,
    /// What was taken is of no use.
    Failed(Trouble),
    /// An order, verified: what one is asked to agree to.
    Asked(Rc<Asked>),
    /// It is signed: what the other phone is to take.
    Agreed(Vec<u8>),
}

impl App {
    /// Takes the order that the other phone shows.
    pub fn take_request(self, bytes: &[u8]) {
        let taken = self.officer.with_untracked(|officer| {
            let officer = officer.as_ref().ok_or(Trouble::NOT_ENROLLED)?;
            Request::read(bytes, &officer.trust, &officer.holder).map_err(Trouble::from)
        });
        self.agreeing.set(match taken {
            Ok(asked) => Agreeing::Asked(Rc::new(asked)),
            Err(trouble) => Agreeing::Failed(trouble),
        });
    }

    /// Agrees to the order that is shown.
    pub fn agree(self) {
        let Agreeing::Asked(asked) = self.agreeing.get_untracked() else {
            return;
        };
        spawn_local(async move {
            self.agreeing.set(match self.agree_now(&asked).await {
                Ok(bytes) => Agreeing::Agreed(bytes),
                Err(trouble) => Agreeing::Failed(trouble),
            });
        });
    }

    async fn agree_now(self, asked: &Asked) -> Result<Vec<u8>, Trouble> {
        let (Some(desk), Some(officer)) = (self.desk.get_untracked(), self.officer.get_untracked())
        else {
            return Err(Trouble::NOT_ENROLLED);
        };
        let key = desk.key.as_ref().ok_or(Trouble::NOT_ENROLLED)?;
        let cosignature = sign(key, &officer.holder, &asked.cosignature())
            .await
            .map_err(VisitError::from)?;
        Ok(agreed_to_bytes(&CarriedCoSignature {
            cosignature,
            person: officer.holder.chain().clone(),
        }))
    }
}
