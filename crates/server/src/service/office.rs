use std::path::Path;

use railseal_protocol::identifiers::OfficeCode;

use super::Service;
use super::certificates::CertifyError;
use crate::authority::AuthorityFileError;

/// Why no document issuer works at the server.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// One does already.
    #[error("a document issuer works at this server already")]
    OpenedBefore,
    /// The key or its certificate.
    #[error(transparent)]
    Certify(#[from] CertifyError),
    /// The files.
    #[error(transparent)]
    Files(#[from] AuthorityFileError),
}

impl Service {
    /// Certifies a document issuer for an exchange office, who from now on makes manifests out at
    /// this server: its key stays in the data folder.
    pub fn open_office(&mut self, data: &Path, office: OfficeCode) -> Result<(), OfficeError> {
        if self.authority.has_document_issuer() {
            return Err(OfficeError::OpenedBefore);
        }
        let issuer = self.new_document_issuer(office)?;
        self.authority
            .take_document_issuer(data, issuer.key, issuer.chain)?;
        Ok(())
    }
}
