//! Statements signed by the officer's key, which stays where it is.

use railseal_protocol::chain::Holder;
use railseal_protocol::key::Signature;
use railseal_protocol::statement::{Signed, Signer as SignedBy, Statement, Unsigned};

use crate::device::keys::{KeyError, Signer};

/// Signs a statement as the holder of a certificate.
pub async fn sign<T: Statement>(
    signer: &impl Signer,
    holder: &Holder,
    value: &T,
) -> Result<Signed<T>, KeyError> {
    let unsigned = Unsigned::new(value, SignedBy::Certificate(holder.certificate().id()));
    let signature = signer.sign(&unsigned.message()).await?;
    Ok(unsigned.attach(Signature::from_bytes(&signature)))
}
