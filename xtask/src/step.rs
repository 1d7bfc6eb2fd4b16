//! Steps: a headline when one starts, how long it took when it ends.

use std::{
    fmt,
    time::{Duration, Instant},
};

/// The steps of one command, with how long each took.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// Runs `work` under a headline. All of it goes to stderr, where cargo's own messages go.
    pub(crate) fn run<T, E>(
        &mut self,
        headline: &str,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        announce(headline);
        let start = Instant::now();
        let result = work();
        let took = start.elapsed();
        match &result {
            Ok(_) => eprintln!("    done in {}", Seconds(took)),
            Err(_) => eprintln!("    failed after {}", Seconds(took)),
        }
        self.done.push((headline.to_owned(), took));
        result
    }

    /// Prints how long each step took. For a command whose last line belongs to somebody else.
    pub(crate) fn print_timings(&self) {
        announce("so far");
        for (headline, took) in &self.done {
            eprintln!("{:>10}  {headline}", Seconds(*took).to_string());
        }
    }
}

/// A headline alone, for what runs until it is stopped or has the last word.
pub(crate) fn announce(headline: &str) {
    eprintln!("\n==> {headline}");
}

/// A duration as a person reads it.
struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.as_secs();
        if whole < 60 {
            write!(f, "{:.1} s", self.0.as_secs_f64())
        } else {
            write!(f, "{} min {} s", whole / 60, whole % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(Seconds(Duration::from_millis(1_249)).to_string(), "1.2 s");
        assert_eq!(Seconds(Duration::from_secs(135)).to_string(), "2 min 15 s");
    }
}
