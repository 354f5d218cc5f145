//! The rules as data: what a function has to look like, and what it is then.

use std::sync::LazyLock;

use migrate_model::hal::Class;
use serde::Deserialize;

use super::facts::Facts;
use super::vocabulary::Vocabulary;

/// `rules.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    pub(crate) vocabulary: Vocabulary,
    /// Lists of words that rules refer to as `@name`.
    words: std::collections::BTreeMap<String, Vec<String>>,
    rule: Vec<Rule>,
}

/// One rule; all its conditions have to hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) class: Class,
    /// Why it says so, as an answer to "why".
    pub(crate) reason: String,
    /// The name has one of these words.
    #[serde(default)]
    word: Vec<String>,
    /// And one of these.
    #[serde(default)]
    also: Vec<String>,
    /// The last word of the name is one of these.
    #[serde(default)]
    last: Vec<String>,
    /// The name ends in one of these, in small letters: for words that run together.
    #[serde(default)]
    ends: Vec<String>,
    /// The name has these words in a row.
    #[serde(default)]
    phrase: Vec<Vec<String>>,
    /// The name has none of these words.
    #[serde(default)]
    no_word: Vec<String>,
    /// All of these hold.
    #[serde(default)]
    has: Vec<String>,
    /// One of these holds.
    #[serde(default)]
    any: Vec<String>,
    /// None of these holds.
    #[serde(default)]
    lacks: Vec<String>,
    /// The comment has one of these texts.
    #[serde(default)]
    doc: Vec<String>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules: Rules = toml::from_str(include_str!("rules.toml")).expect("a test reads the rules");
    rules.expand();
    rules
});

/// The rules of this version.
pub(crate) fn rules() -> &'static Rules {
    &RULES
}

impl Rules {
    /// The first rule that holds.
    pub(crate) fn judge(&self, facts: &Facts) -> Option<&Rule> {
        self.rule.iter().find(|rule| rule.holds(facts))
    }

    fn expand(&mut self) {
        for rule in &mut self.rule {
            for list in [&mut rule.word, &mut rule.also, &mut rule.last, &mut rule.no_word] {
                *list = list.iter().flat_map(|word| expanded(word, &self.words)).collect();
            }
        }
    }
}

fn expanded(word: &str, lists: &std::collections::BTreeMap<String, Vec<String>>) -> Vec<String> {
    match word.strip_prefix('@') {
        Some(name) => lists.get(name).cloned().unwrap_or_else(|| panic!("rules.toml has no list `{name}`")),
        None => vec![word.to_owned()],
    }
}

impl Rule {
    fn holds(&self, facts: &Facts) -> bool {
        let has_word = |list: &[String]| facts.words.iter().any(|word| list.contains(word));
        let has = |name: &String| facts.traits.contains(name.as_str());
        let in_a_row = |phrase: &Vec<String>| facts.words.windows(phrase.len()).any(|w| w == phrase.as_slice());
        (self.word.is_empty() || has_word(&self.word))
            && (self.also.is_empty() || has_word(&self.also))
            && (self.last.is_empty() || facts.words.last().is_some_and(|last| self.last.contains(last)))
            && (self.phrase.is_empty() || self.phrase.iter().any(in_a_row))
            && (self.ends.is_empty() || self.ends.iter().any(|end| facts.name.ends_with(end.as_str())))
            && !has_word(&self.no_word)
            && self.has.iter().all(has)
            && (self.any.is_empty() || self.any.iter().any(has))
            && !self.lacks.iter().any(has)
            && (self.doc.is_empty() || self.doc.iter().any(|text| facts.doc.contains(text.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::TRAITS;
    use super::*;

    #[test]
    fn rules_are_sound() {
        let rules = rules();
        let mut names = std::collections::HashSet::new();
        for rule in &rules.rule {
            assert!(names.insert(&rule.name), "two rules are called {}", rule.name);
            assert!(!rule.reason.is_empty() && !rule.reason.ends_with('.'), "{}", rule.name);
            assert_ne!(rule.class, Class::Unclassified, "{}", rule.name);
            for word in rule.has.iter().chain(&rule.lacks).chain(&rule.any) {
                assert!(TRAITS.contains(&word.as_str()), "{}: no fact is called `{word}`", rule.name);
            }
            let says = [&rule.word, &rule.last, &rule.has, &rule.doc, &rule.ends].iter().any(|l| !l.is_empty())
                || !rule.phrase.is_empty();
            assert!(says, "{} holds for everything", rule.name);
        }
    }

    #[test]
    fn no_rule_names_a_vendor_or_a_function() {
        let text = include_str!("rules.toml").to_lowercase();
        for word in ["stm32", "py32", "nrf", "hal_", "nxp", "mbed", "gd32", "esp_"] {
            let code: Vec<&str> =
                text.lines().filter(|line| !line.trim_start().starts_with('#') && line.contains(word)).collect();
            assert!(code.is_empty(), "{word}: {code:?}");
        }
    }
}
