//! Challenges: each instruction names one, and each is taken once.
//!
//! Nothing is kept of a challenge that was drawn: the lock knows its own by a secret that it draws
//! at every start. So a stranger may ask for as many as the link carries, and crowds out nobody's.
//! What is kept are the challenges of instructions that were accepted, until they would be too old
//! anyway; each of those took somebody with authority.

use alloc::vec::Vec;
use core::fmt;

use railseal_protocol::hash::Hash;
use railseal_protocol::instruction::{CHALLENGE_SECONDS, Challenge};
use railseal_protocol::journal::Uptime;
use railseal_protocol::session::Entropy;

/// How many bytes of a token count, so that each is another's.
const COUNT: usize = 4;

/// Draws challenges, and knows its own. Nothing prints its secret.
#[derive(Clone)]
pub(crate) struct Challenger {
    secret: [u8; 32],
    drawn: u32,
    used: Vec<Challenge>,
}

impl Challenger {
    pub(crate) fn new(entropy: Entropy) -> Self {
        Self {
            secret: entropy.into_secret(),
            drawn: 0,
            used: Vec::new(),
        }
    }

    pub(crate) fn draw(&mut self, now: Uptime) -> Challenge {
        self.drawn = self.drawn.wrapping_add(1);
        self.of(now, self.drawn.to_le_bytes())
    }

    /// Whether the lock drew it, not too long ago, and no instruction with it was accepted.
    pub(crate) fn is_live(&self, challenge: &Challenge, now: Uptime) -> bool {
        let [c0, c1, c2, c3, ..] = challenge.token;
        self.of(challenge.drawn_at, [c0, c1, c2, c3]) == *challenge
            && !is_too_old(challenge, now)
            && !self.used.contains(challenge)
    }

    pub(crate) fn use_up(&mut self, challenge: Challenge, now: Uptime) {
        self.used.retain(|used| !is_too_old(used, now));
        self.used.push(challenge);
    }

    fn of(&self, drawn_at: Uptime, count: [u8; COUNT]) -> Challenge {
        let parts: [&[u8]; 3] = [&self.secret, &drawn_at.0.to_le_bytes(), &count];
        let mark = Hash::of("challenge", &parts);
        let mut token = [0; 20];
        let (first, rest) = token.split_at_mut(COUNT);
        first.copy_from_slice(&count);
        for (byte, from) in rest.iter_mut().zip(mark.as_bytes()) {
            *byte = *from;
        }
        Challenge { drawn_at, token }
    }
}

fn is_too_old(challenge: &Challenge, now: Uptime) -> bool {
    now.0.saturating_sub(challenge.drawn_at.0) > CHALLENGE_SECONDS
}

#[cfg(feature = "fake")]
impl core::hash::Hash for Challenger {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        (&self.secret, self.drawn).hash(state);
        for used in &self.used {
            (used.drawn_at.0, &used.token).hash(state);
        }
    }
}

impl fmt::Debug for Challenger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Challenger(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenger(seed: u8) -> Challenger {
        Challenger::new(Entropy::from_random([seed; 32]))
    }

    #[test]
    fn it_is_taken_for_a_quarter_of_an_hour_and_once() {
        let mut own = challenger(1);
        let first = own.draw(Uptime(100));
        let second = own.draw(Uptime(100));
        assert_ne!(first, second);
        assert!(own.is_live(&first, Uptime(100 + CHALLENGE_SECONDS)));
        assert!(!own.is_live(&first, Uptime(101 + CHALLENGE_SECONDS)));
        own.use_up(first, Uptime(200));
        assert!(!own.is_live(&first, Uptime(200)));
        assert!(own.is_live(&second, Uptime(200)));
    }

    #[test]
    fn it_is_its_own_and_nobody_elses() {
        let mut own = challenger(1);
        let drawn = own.draw(Uptime(100));
        assert!(!challenger(2).is_live(&drawn, Uptime(100)));
        let mut later = drawn;
        later.drawn_at = Uptime(101);
        assert!(!own.is_live(&later, Uptime(101)));
        for byte in 0..drawn.token.len() {
            let mut other = drawn;
            other.token[byte] ^= 1;
            assert!(!own.is_live(&other, Uptime(100)), "{byte}");
        }
    }

    /// FNV-1a.
    #[cfg(feature = "fake")]
    struct Sum(u64);

    #[cfg(feature = "fake")]
    impl core::hash::Hasher for Sum {
        fn write(&mut self, bytes: &[u8]) {
            for byte in bytes {
                self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
            }
        }

        fn finish(&self) -> u64 {
            self.0
        }
    }

    #[cfg(feature = "fake")]
    fn state_of(own: &Challenger) -> u64 {
        use core::hash::{Hash, Hasher};
        let mut sum = Sum(0xcbf2_9ce4_8422_2325);
        own.hash(&mut sum);
        sum.finish()
    }

    #[cfg(feature = "fake")]
    #[test]
    fn what_it_takes_makes_another_state_of_it() {
        let mut own = challenger(1);
        let mut states = alloc::collections::BTreeSet::new();
        let mut is_new = |own: &Challenger| states.insert(state_of(own));
        assert!(is_new(&challenger(2)) && is_new(&own) && !is_new(&own));
        let drawn = own.draw(Uptime(100));
        assert!(is_new(&own));
        own.use_up(drawn, Uptime(100));
        assert!(is_new(&own));
    }

    #[test]
    fn its_secret_is_not_printed() {
        let printed = alloc::format!("{:?}", challenger(0xab));
        assert_eq!(printed, "Challenger(…)");
    }

    #[test]
    fn what_was_used_is_forgotten_only_when_it_is_too_old() {
        let mut own = challenger(1);
        let first = own.draw(Uptime(0));
        own.use_up(first, Uptime(0));
        let second = own.draw(Uptime(CHALLENGE_SECONDS + 1));
        own.use_up(second, Uptime(CHALLENGE_SECONDS + 1));
        assert_eq!(own.used.len(), 1);
        assert!(!own.is_live(&first, Uptime(CHALLENGE_SECONDS + 1)));
    }
}
