//! Who owns what crosses as a pointer, a reference or a view, and how long it lives.
//!
//! The Rust type of an argument or result is what says it: the generator gives a `UniquePtr` where something is given away,
//! a reference where it is lent, a `Vec` where it is copied. So the table is read from the forms that cross.

use migrate_model::port::{Owned, Owner};

use super::TRAIT;
use super::member::Member;
use crate::callback::{GivenBack, Handed};

/// Whose function it is: what Rust lends lives in the program, or in the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lender {
    /// A function of the module.
    Program,
    /// A method of an object that is written in Rust.
    Object,
}

/// What C++ hands to Rust as the Rust type.
fn argument(rust: &str, cpp: &str) -> Option<(Owner, &'static str)> {
    let bare = rust.strip_prefix("Option<").and_then(|r| r.strip_suffix('>')).unwrap_or(rust);
    Some(match bare {
        r if r.starts_with("cxx::UniquePtr<") || r.starts_with("Box<") => (Owner::GivenToRust, "until Rust ends it"),
        r if r.starts_with("cxx::SharedPtr<") => (Owner::Shared, "until both have let go"),
        r if r.starts_with("&mut cxx::UniquePtr<") => {
            (Owner::GivenToCpp, "what Rust puts there is C++'s when the call is over")
        }
        "&mut Vec<u8>" => (Owner::Copied, "Rust's for the call, then C++ has it"),
        "&mut &'a [u8]" => (Owner::Cpp, "for the call; Rust may set it to a part of what it was given"),
        "&'a [u8]" => (Owner::Cpp, "for the call; a result that points into it lives as long as it does"),
        r if r.starts_with("&mut ") || r.starts_with("core::pin::Pin<&mut ") => {
            (Owner::Cpp, "for the call, in which Rust may change it")
        }
        r if r.starts_with('&') => (Owner::Cpp, "for the call"),
        r if r.starts_with('*') => (Owner::Untold, "as the C++ says that is replaced; Rust passes it on"),
        _ if points(cpp) => (Owner::Copied, "each side has its own"),
        _ => return None,
    })
}

/// What Rust gives back as the Rust type.
fn result(rust: &str, cpp: &str, lender: Lender) -> Option<(Owner, &'static str)> {
    let bare = rust.strip_prefix("Option<").and_then(|r| r.strip_suffix('>')).unwrap_or(rust);
    Some(match bare {
        r if r.starts_with("cxx::UniquePtr<") && points(cpp) => (Owner::GivenToCpp, "until C++ ends it"),
        r if r.starts_with("cxx::UniquePtr<") => (Owner::GivenToCpp, "moved into the value that C++ gets"),
        r if r.starts_with("cxx::SharedPtr<") => (Owner::Shared, "until both have let go"),
        r if r.starts_with("&'a ") => (Owner::Cpp, "as long as the argument that it points into"),
        r if r.starts_with('&') => match lender {
            Lender::Program => (Owner::Rust, "for ever"),
            Lender::Object => (Owner::Rust, "as long as the object"),
        },
        r if r.starts_with('*') => {
            (Owner::Rust, "as long as C++ uses it: whoever writes the function answers for that")
        }
        "" if points(cpp) => (Owner::Cpp, "it is the argument that was given"),
        _ if points(cpp) => (Owner::Copied, "each side has its own"),
        _ => return None,
    })
}

/// A C++ type whose values mean something that is elsewhere.
fn points(cpp: &str) -> bool {
    cpp.contains(['*', '&']) || cpp.contains("_ptr<") || cpp.contains("string_view")
}

/// The rows of one function. `params` are name, C++ type and form of each argument.
pub(crate) fn rows<'h>(
    function: &str,
    params: impl IntoIterator<Item = (&'h str, &'h str, &'h Handed)>,
    back: (&str, &GivenBack),
    lender: Lender,
) -> Vec<Owned> {
    let row = |place: &str, cpp: &str, rust: &str, (owner, lives): (Owner, &str)| Owned {
        function: function.to_owned(),
        place: place.to_owned(),
        cpp: cpp.to_owned(),
        rust: rust.to_owned(),
        owner,
        lives: lives.to_owned(),
    };
    let given = params.into_iter().filter(|(_, _, h)| !h.rust.is_empty());
    let mut out: Vec<Owned> =
        given.filter_map(|(name, cpp, h)| Some(row(name, cpp, &h.rust, argument(&h.rust, cpp)?))).collect();
    let (cpp, back) = back;
    out.extend(result(&back.rust, cpp, lender).map(|told| row("result", cpp, &back.rust, told)));
    out
}

impl Member<'_> {
    /// Who owns what crosses in it.
    pub(super) fn ownership(&self) -> Vec<Owned> {
        let function = format!("{TRAIT}::{}", self.of.name);
        let this = self.this.iter().map(|this| {
            let (constness, rust) = if this.reads { ("const ", "&") } else { ("", "&mut ") };
            let cpp = format!("{constness}{}*", this.alias);
            let told = argument(rust, &cpp).unwrap_or((Owner::Cpp, ""));
            Owned {
                function: function.clone(),
                place: "this".to_owned(),
                cpp,
                rust: format!("{rust}{}", this.path),
                owner: told.0,
                lives: told.1.to_owned(),
            }
        });
        let this: Vec<Owned> = this.collect();
        let params = self.names.iter().zip(&self.params).zip(&self.handed);
        let params = params.map(|((name, cpp), handed)| (name.as_str(), cpp.as_str(), handed));
        let rest = rows(&function, params, (&self.result, &self.back), Lender::Program);
        this.into_iter().chain(rest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_say_who_owns_them() {
        for (rust, cpp, owner) in [
            ("&[u8]", "const void*", Some(Owner::Cpp)),
            ("Option<core::pin::Pin<&mut crate::A>>", "A*", Some(Owner::Cpp)),
            ("&mut &'a [u8]", "std::string_view*", Some(Owner::Cpp)),
            ("cxx::UniquePtr<crate::A>", "std::unique_ptr<A>", Some(Owner::GivenToRust)),
            ("&mut cxx::UniquePtr<crate::A>", "A**", Some(Owner::GivenToCpp)),
            ("cxx::SharedPtr<crate::A>", "std::shared_ptr<A>", Some(Owner::Shared)),
            ("*mut core::ffi::c_void", "void*", Some(Owner::Untold)),
            ("Vec<i32>", "const std::vector<int>&", Some(Owner::Copied)),
            ("Vec<i32>", "std::vector<int>", None),
            ("i32", "int", None),
        ] {
            assert_eq!(argument(rust, cpp).map(|told| told.0), owner, "{rust}");
        }
    }

    #[test]
    fn results_say_who_owns_them() {
        let owner = |rust: &str, cpp: &str| result(rust, cpp, Lender::Program).map(|told| told.0);
        assert_eq!(owner("cxx::UniquePtr<crate::A>", "A*"), Some(Owner::GivenToCpp));
        assert_eq!(owner("cxx::UniquePtr<crate::A>", "A"), Some(Owner::GivenToCpp));
        assert_eq!(owner("Option<&'a [u8]>", "const char*"), Some(Owner::Cpp));
        assert_eq!(owner("*mut crate::Handle", "Handle*"), Some(Owner::Rust));
        assert_eq!(owner("", "std::ostream&"), Some(Owner::Cpp));
        assert_eq!(owner("Vec<u8>", "std::string"), None);
        assert_eq!(owner("", "void"), None);
        assert_eq!(result("&crate::A", "const A&", Lender::Program), Some((Owner::Rust, "for ever")));
        assert_eq!(result("&crate::A", "const A&", Lender::Object), Some((Owner::Rust, "as long as the object")));
    }
}
