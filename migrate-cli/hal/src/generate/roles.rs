//! The roles of functions as data.

use std::sync::LazyLock;

use migrate_model::hal::Direction;
use serde::Deserialize;

use crate::classify::words;

/// `roles.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Roles {
    pub(super) vocabulary: Vocabulary,
    status: Vec<StatusRule>,
    role: Vec<Role>,
    completion: Vec<Completion>,
    flag: Vec<Flag>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vocabulary {
    pub(super) low: Vec<String>,
    pub(super) high: Vec<String>,
    pub(super) pin: Vec<String>,
    pub(super) code: Vec<Vec<String>>,
    pub(super) noise: Vec<String>,
    pub(super) milliseconds: Vec<String>,
    pub(super) microseconds: Vec<String>,
    pub(super) shifted: Vec<String>,
    pub(super) unshifted: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusRule {
    error: String,
    word: Vec<String>,
}

/// What a function is to a trait.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Role {
    pub(super) name: String,
    /// Words of the function or of its handle.
    family: Vec<String>,
    /// The function's name has one of these words.
    word: Vec<String>,
    /// And one of these.
    #[serde(default)]
    also: Vec<String>,
    /// And none of these.
    #[serde(default)]
    no_word: Vec<String>,
    /// Directions of its memory.
    memory: Vec<Direction>,
    /// Words of the other parameters, in their order.
    rest: Vec<Vec<String>>,
    /// `nothing`, `value`, or whatever.
    #[serde(default)]
    returns: Option<String>,
    /// Its body repeats something until it is done.
    #[serde(default)]
    waits: bool,
    /// The comment has one of these texts.
    #[serde(default)]
    doc: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Completion {
    memory: Vec<Direction>,
    words: Vec<Vec<String>>,
    also: Vec<String>,
    no_word: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Flag {
    kind: String,
    last: Vec<String>,
}

/// A function as roles see it.
pub(super) struct Candidate<'a> {
    /// Words of its name.
    pub(super) words: Vec<String>,
    /// Words of its name and of its handle.
    pub(super) family: Vec<String>,
    pub(super) memory: Vec<Direction>,
    /// Names of the other parameters.
    pub(super) rest: Vec<&'a str>,
    pub(super) returns: &'static str,
    pub(super) waits: bool,
    pub(super) doc: &'a str,
}

static ROLES: LazyLock<Roles> =
    LazyLock::new(|| toml::from_str(include_str!("roles.toml")).expect("a test reads the roles"));

/// The roles of this version.
pub(super) fn roles() -> &'static Roles {
    &ROLES
}

impl Roles {
    /// All roles that a function could have.
    pub(super) fn of<'a>(&'a self, candidate: &Candidate<'_>) -> impl Iterator<Item = &'a str> + use<'a> {
        let fitting: Vec<&Role> = self.role.iter().filter(|role| role.fits(candidate)).collect();
        fitting.into_iter().map(|role| role.name.as_str())
    }

    /// The error that a status code is, by its name.
    pub(super) fn error(&self, code: &str) -> Option<&str> {
        let words = words(code);
        self.status.iter().find(|rule| words.iter().any(|w| rule.word.contains(w))).map(|rule| rule.error.as_str())
    }

    /// The transfers that a callback ends.
    pub(super) fn ends(&self, callback: &str) -> &[Direction] {
        let words = words(callback);
        let has = |list: &[String]| words.iter().any(|word| list.contains(word));
        let fits = |c: &&Completion| {
            c.words.iter().any(|all| all.iter().all(|w| words.contains(w))) && has(&c.also) && !has(&c.no_word)
        };
        self.completion.iter().find(fits).map(|c| c.memory.as_slice()).unwrap_or_default()
    }

    /// What a flag of an error code means to traits.
    pub(super) fn flags<'a>(&'a self, constant: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let last = words(constant).pop().unwrap_or_default();
        self.flag.iter().filter(move |flag| flag.last.contains(&last)).map(|flag| flag.kind.as_str())
    }
}

impl Role {
    fn fits(&self, candidate: &Candidate) -> bool {
        let has = |list: &[String]| candidate.words.iter().any(|word| list.contains(word));
        let names = |(name, list): (&&str, &Vec<String>)| words(name).iter().any(|word| list.contains(word));
        candidate.family.iter().any(|word| self.family.contains(word))
            && has(&self.word)
            && (self.also.is_empty() || has(&self.also))
            && !has(&self.no_word)
            && self.memory == candidate.memory
            && self.rest.len() == candidate.rest.len()
            && candidate.rest.iter().zip(&self.rest).all(names)
            && self.returns.as_deref().is_none_or(|returns| returns == candidate.returns)
            && (!self.waits || candidate.waits)
            && (self.doc.is_empty() || self.doc.iter().any(|text| candidate.doc.contains(text.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_sound() {
        let roles = roles();
        let mut names = std::collections::HashSet::new();
        for role in &roles.role {
            assert!(names.insert(&role.name), "two roles are called {}", role.name);
            assert!(!role.family.is_empty() && !role.word.is_empty(), "{}", role.name);
        }
    }

    #[test]
    fn no_role_names_a_vendor() {
        let text = include_str!("roles.toml").to_lowercase().replace("embedded", "");
        for word in ["stm32", "py32", "nrf", "nxp", "mbed", "gd32", "esp_"] {
            assert!(!text.lines().any(|line| !line.starts_with('#') && line.contains(word)), "{word}");
        }
    }

    #[test]
    fn callbacks_end_transfers() {
        let ends = |name| roles().ends(name);
        assert_eq!(ends("DRV_UART_TxCpltCallback"), [Direction::In]);
        assert_eq!(ends("DRV_I2C_MasterRxCpltCallback"), [Direction::Out]);
        assert_eq!(ends("DRV_SPI_TxRxCpltCallback"), [Direction::In, Direction::Out]);
        assert!(ends("DRV_UART_TxHalfCpltCallback").is_empty());
    }

    #[test]
    fn codes_are_errors_by_their_names() {
        assert_eq!(roles().error("DRV_TIMEOUT"), Some("Timeout"));
        assert_eq!(roles().error("DRV_ERROR"), Some("Failed"));
        assert_eq!(roles().error("DRV_ODD"), None);
    }
}
