//! Where a vector begins: Kazakhstan's phone or server, its lists, and what it is shown.

use railseal_protocol::chain::CertificateChain;
use railseal_protocol::recognition::RecognitionList;
use railseal_protocol::rights::Scope;
use railseal_protocol::statement::Signed;
use railseal_protocol::trust::{CarriedRevocations, Lists};
use railseal_protocol::wire::encode;

use crate::form::Vector;
use crate::parties::{Authority, NOW, Party, china, kazakhstan};

/// A file's name without its ending, and the vector.
pub(crate) type Named = (&'static str, Vector);

/// The one who verifies, and the one who is verified.
pub(crate) struct Scene {
    pub(crate) own: Authority,
    pub(crate) other: Authority,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self {
            own: kazakhstan(),
            other: china(),
        }
    }

    /// The own root, and no list.
    pub(crate) fn rooted(&self, vector: Vector) -> Vector {
        vector.block("root", self.own.root.to_wire())
    }

    /// The own root and lists.
    pub(crate) fn with_lists(&self, vector: Vector, lists: &Lists) -> Vector {
        let vector = recognition(self.rooted(vector), &lists.recognition);
        lists.revocations.iter().fold(vector, revocations)
    }

    /// The own root and good lists.
    pub(crate) fn trusting(&self, vector: Vector) -> Vector {
        self.with_lists(vector, &self.own.lists(&self.other))
    }

    pub(crate) fn chain(&self, what: &str, expect: &str, chain: &CertificateChain) -> Vector {
        self.chain_bytes(what, expect, chain.to_wire())
    }

    pub(crate) fn chain_bytes(&self, what: &str, expect: &str, chain: Vec<u8>) -> Vector {
        self.trusting(Vector::new("chain", what, expect))
            .block("chain", chain)
    }

    /// The standing of the holder of a chain, by any lists.
    pub(crate) fn standing(
        &self,
        (what, expect): (&str, &str),
        lists: &Lists,
        chain: &CertificateChain,
        scope: Scope,
    ) -> Vector {
        let vector = Vector::new("standing", what, expect)
            .with("scope", format!("{scope:?}"))
            .with("now", NOW.as_unix());
        self.with_lists(vector, lists)
            .block("chain", chain.to_wire())
    }

    /// A statement's envelope, and the chain of whoever signed it.
    pub(crate) fn statement(
        &self,
        context: &str,
        (what, expect): (&str, &str),
        signer: &Party,
        envelope: Vec<u8>,
    ) -> Vector {
        let vector = Vector::new("statement", what, expect).with("statement", context);
        self.trusting(vector)
            .block("chain", signer.chain.to_wire())
            .block("statement", envelope)
    }
}

pub(crate) fn recognition(vector: Vector, list: &Signed<RecognitionList>) -> Vector {
    vector.block("recognition", list.to_wire())
}

pub(crate) fn revocations(vector: Vector, carried: &CarriedRevocations) -> Vector {
    vector.block("revocations", encode(carried))
}
