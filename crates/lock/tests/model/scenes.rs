//! Where the model begins: a sealed lock, an open one, one that was broken into.

use railseal_lock::Lock;
use railseal_lock::fake::FakeHardware;
use railseal_lock::hardware::Lever;
use railseal_protocol::instruction::Order;
use railseal_protocol::status::LockState;

use crate::orders::{lever, order};
use crate::parked::body;
use crate::plans::QUORUM;
use crate::world::{World, documents};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scene {
    Sealed,
    /// Under a policy that asks for less than the model does.
    SealedForOne,
    Open,
    Tampered,
}

impl Scene {
    pub(crate) fn lock(self, world: &World) -> Lock<FakeHardware> {
        let quorum = if self == Self::SealedForOne {
            1
        } else {
            QUORUM
        };
        let mut lock = sealed(world, quorum);
        let kz = &world.kz;
        match self {
            Self::Sealed | Self::SealedForOne => {}
            Self::Open => {
                order(&mut lock, &kz.officer, &[&kz.second], Order::Unseal).unwrap();
                lever(&mut lock, Lever::Out);
                lever(&mut lock, Lever::In);
                assert_eq!(lock.state(), LockState::Open);
            }
            Self::Tampered => {
                lever(&mut lock, Lever::Cut);
                assert_eq!(lock.state(), LockState::Tampered);
            }
        }
        lock
    }
}

/// A lock that so many persons open.
pub(crate) fn sealed(world: &World, quorum: usize) -> Lock<FakeHardware> {
    let mut lock = Lock::commission(body(), world.identity()).unwrap();
    let order = world.order_with(
        &lock,
        &documents(300, 4096),
        |_| {},
        |policy| policy.quorum = u8::try_from(quorum).unwrap(),
    );
    lock.seal(&order).unwrap();
    lock
}
