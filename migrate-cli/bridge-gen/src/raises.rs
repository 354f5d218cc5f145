//! Exceptions that Rust answers with: the classes that a module's functions throw, as one Rust enum.
//!
//! Which function throws what is read off the facts: the `throw` expressions that its calls lead to. A `throw` that is
//! caught on the way counts as well, so that a function may have a `Result` that it does not need. `std::bad_alloc` does
//! not count: Rust ends the program when memory is used up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use migrate_crossing::Class;
use migrate_model::facts::SiteKind;

use crate::input::Facts;
use crate::lower::Texts;
use crate::names::{Scope, type_name};

/// Classes of the standard library that are made from a text.
const STANDARD: [&str; 9] = [
    "std::runtime_error",
    "std::logic_error",
    "std::invalid_argument",
    "std::out_of_range",
    "std::length_error",
    "std::domain_error",
    "std::range_error",
    "std::overflow_error",
    "std::underflow_error",
];

/// The number of what C++ has thrown itself.
const AGAIN: u32 = u32::MAX;

/// What one exception class is in Rust.
#[derive(Clone, Debug)]
struct Variant {
    /// Name of the variant.
    name: String,
    /// C++ spelling from the global namespace, without `::`.
    class: String,
    /// Rust path of the object; `None` for a class that is made from a text.
    object: Option<String>,
}

/// The exceptions of a module.
#[derive(Debug)]
pub(crate) struct Raises {
    variants: Vec<Variant>,
    throwing: BTreeSet<String>,
}

impl Raises {
    /// What the functions with these linker symbols throw.
    pub(crate) fn new<'s>(symbols: impl Iterator<Item = &'s str>, facts: &Facts, texts: Texts<'_>) -> Raises {
        let mut sites: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for site in facts.sites.iter().filter(|s| s.kind == SiteKind::Throw) {
            let class = site.detail.as_str();
            if let Some(within) = site.within.as_deref().filter(|_| !class.is_empty() && class != "std::bad_alloc") {
                sites.entry(within).or_default().insert(class);
            }
        }
        let (mut throwing, mut classes) = (BTreeSet::new(), BTreeSet::new());
        for symbol in symbols {
            let found: BTreeSet<&str> =
                facts.reached(symbol).into_iter().filter_map(|at| sites.get(at)).flatten().copied().collect();
            if !found.is_empty() {
                throwing.insert(symbol.to_owned());
                classes.extend(found);
            }
        }
        let mut names = Scope::default();
        names.reserve("Other");
        names.reserve("Again");
        let variants = classes.into_iter().filter_map(|c| variant(c, &mut names, texts)).collect();
        Raises { variants, throwing }
    }

    /// The function has a `Result`.
    pub(crate) fn is_raised_by(&self, symbol: &str) -> bool {
        self.throwing.contains(symbol)
    }

    fn is_empty(&self) -> bool {
        self.throwing.is_empty()
    }

    /// C++ that throws what Rust has answered with.
    pub(crate) fn cpp(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let mut cases = String::new();
        for (i, v) in self.variants.iter().enumerate() {
            let class = &v.class;
            let what = match v.object {
                Some(_) => format!(
                    "{{\n      std::unique_ptr<::{class}> object(static_cast<::{class}*>(object_));\n      throw ::{class}(std::move(*object));\n    }}"
                ),
                None => format!("throw ::{class}(text_);"),
            };
            let _ = writeln!(cases, "    case {}: {what}", i + 2);
        }
        format!(
            "struct Thrown {{\n  std::uint32_t kind_ = 0;\n  void* object_ = nullptr;\n  std::string text_;\n  void raise() const;\n}};\n\
             inline void Thrown::raise() const {{\n  switch (kind_) {{\n    case 0: return;\n{cases}    case {AGAIN}: {{\n      const std::exception_ptr kept = kept_exceptions().find(static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(object_)));\n\
             \x20     if (kept) std::rethrow_exception(kept);\n      throw std::runtime_error(text_);\n    }}\n    default: throw std::runtime_error(text_);\n  }}\n}}\n"
        )
    }

    /// The enum, and what puts one where C++ finds it.
    pub(crate) fn rust(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let mut variants = String::new();
        let mut arms = String::new();
        for (i, v) in self.variants.iter().enumerate() {
            let (name, kind) = (&v.name, i + 2);
            let _ = writeln!(variants, "/// C++: `{}`", v.class);
            match &v.object {
                Some(path) => {
                    let _ = writeln!(variants, "{name}(cxx::UniquePtr<{path}>),");
                    let _ = writeln!(
                        arms,
                        "Thrown::{name}(object) => ({kind}, crate::support::whole(object).into_raw().cast(), String::new()),"
                    );
                }
                None => {
                    let _ = writeln!(variants, "{name}(String),");
                    let _ = writeln!(arms, "Thrown::{name}(text) => ({kind}, core::ptr::null_mut(), text),");
                }
            }
        }
        format!(
            "/// What a function throws, as C++ sees it.\npub enum Thrown {{\n{variants}/// What C++ has thrown in a call from Rust, thrown again as what it was: in the same thread, while it is among the\n/// last few. Else it is a `std::runtime_error` with the same text.\nAgain(crate::support::Exception),\n/// `std::runtime_error`\nOther(String),\n}}\n\n\
             /// Where C++ finds it.\n#[repr(C)]\npub struct Place {{\nkind: u32,\nobject: *mut core::ffi::c_void,\n}}\n\n\
             impl Thrown {{\n/// # Safety\n///\n/// Both lead to what C++ has made for it.\n\
             unsafe fn give(self, place: *mut Place, text: *mut cxx::CxxString) {{\n\
             let (kind, object, words) = match self {{\n{arms}Thrown::Again(exception) => match exception.kept() {{\nSome(number) => ({AGAIN}, number as usize as *mut core::ffi::c_void, exception.to_string()),\nNone => (1, core::ptr::null_mut(), exception.to_string()),\n}},\nThrown::Other(text) => (1, core::ptr::null_mut(), text),\n}};\n\
             unsafe {{\nplace.write(Place {{ kind, object }});\ncrate::support::give(text, words.as_bytes());\n}}\n}}\n}}\n\n"
        )
    }
}

fn variant(class: &str, names: &mut Scope, texts: Texts<'_>) -> Option<Variant> {
    let name = names.claim(&[type_name(class.rsplit("::").next().unwrap_or(class))]);
    if STANDARD.contains(&class) {
        return Some(Variant { name, class: class.to_owned(), object: None });
    }
    let ty = texts.book.named(class)?;
    let entry = texts.catalogue.get(&Class::of(ty)).filter(|e| e.owned())?;
    (entry.traits.copies || entry.traits.moves).then(|| Variant {
        name,
        class: class.to_owned(),
        object: Some(entry.path()),
    })
}
