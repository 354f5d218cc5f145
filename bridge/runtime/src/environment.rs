//! The variable that chooses a mode, and what is said of a wrong value.

use std::string::String;

use crate::Mode;

/// `MIGRATE_MY_MODULE` for `my-module`.
pub(crate) fn variable(module: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    "MIGRATE_".chars().chain(module.chars().map(letter)).collect()
}

/// One line for a person who set a variable to something else than a mode.
pub(crate) fn complaint(variable: &str, value: &str, default: Mode) -> String {
    std::format!("migrate: {variable} is {value:?}, which is not one of cpp, rust and shadow; {default} holds\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_have_capitals_and_digits_only() {
        assert_eq!(variable("compress"), "MIGRATE_COMPRESS");
        assert_eq!(variable("io/net-2"), "MIGRATE_IO_NET_2");
        assert_eq!(variable("größe"), "MIGRATE_GR__E");
    }

    #[test]
    fn a_complaint_names_everything() {
        let said = complaint("MIGRATE_COMPRESS", "rsut", Mode::Cpp);
        assert_eq!(
            said,
            "migrate: MIGRATE_COMPRESS is \"rsut\", which is not one of cpp, rust and shadow; cpp holds\n"
        );
    }
}
