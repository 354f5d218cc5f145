//! What a person has written of a module, read from the syntax of the crate.

use std::collections::BTreeMap;
use std::path::Path;

use migrate_bridge_gen::TRAIT;
use migrate_model::port::Hole;
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// What a crate holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The functions of the implementation, and whether each still holds a `todo!`.
    pub functions: BTreeMap<String, bool>,
    /// Each `todo!` elsewhere, by file and line; files from the crate's folder.
    pub holes: Vec<Hole>,
}

/// Reads every source of a crate. What does not parse has no functions: cargo will say what is wrong with it.
pub fn read(crate_dir: &Path) -> Written {
    let mut out = Written::default();
    for (file, text) in sources(crate_dir) {
        let found = in_text(&file, &text);
        out.functions.extend(found.functions);
        out.holes.extend(found.holes);
    }
    out.holes.sort();
    out
}

/// Every source of a crate: its file, from the crate's folder, and its text.
pub fn sources(crate_dir: &Path) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut todo = vec![crate_dir.join("src")];
    while let Some(folder) = todo.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let file = path.strip_prefix(crate_dir).unwrap_or(&path).display().to_string();
                out.push((file, std::fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    out
}

fn in_text(file: &str, text: &str) -> Written {
    let mut reader = Reader { file, out: Written::default(), within: Vec::new(), answers: None };
    if let Ok(parsed) = syn::parse_file(text) {
        reader.visit_file(&parsed);
    }
    reader.out
}

struct Reader<'f> {
    file: &'f str,
    out: Written,
    /// The functions around.
    within: Vec<String>,
    /// The function of the trait around.
    answers: Option<String>,
}

impl Reader<'_> {
    fn hole(&mut self, at: Span) {
        if let Some(name) = &self.answers {
            self.out.functions.insert(name.clone(), true);
            return;
        }
        let line = u32::try_from(at.start().line).unwrap_or(u32::MAX);
        let function = self.within.join("::");
        self.out.holes.push(Hole { file: self.file.to_owned(), line, function });
    }

    /// Every `todo!` in what a macro is called with, which need not be Rust.
    fn within(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.within(group.stream()),
                TokenTree::Ident(word) if is_hole(&word) => {
                    if matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '!') {
                        self.hole(word.span());
                    }
                }
                _ => {}
            }
        }
    }

    fn function(&mut self, name: &syn::Ident, visit: impl FnOnce(&mut Self)) {
        self.within.push(name.to_string());
        visit(self);
        self.within.pop();
    }
}

/// Both say of themselves that something is missing.
fn is_hole(word: &syn::Ident) -> bool {
    word == "todo" || word == "unimplemented"
}

/// Only tests are built with it.
pub fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|a| {
        a.path().is_ident("test")
            || (a.path().is_ident("cfg") && a.parse_args::<syn::Path>().is_ok_and(|p| p.is_ident("test")))
    })
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let last = item.trait_.as_ref().and_then(|(path, ..)| path.segments.last());
        let of_module = last.is_some_and(|s| s.ident == TRAIT);
        for member in &item.items {
            match member {
                syn::ImplItem::Fn(f) if of_module => {
                    let name = f.sig.ident.to_string();
                    self.out.functions.insert(name.clone(), false);
                    self.answers = Some(name);
                    self.visit_impl_item_fn(f);
                    self.answers = None;
                }
                other => self.visit_impl_item(other),
            }
        }
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !is_for_tests(&item.attrs) {
            self.function(&item.sig.ident, |reader| visit::visit_item_fn(reader, item));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.sig.ident, |reader| visit::visit_impl_item_fn(reader, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        self.function(&item.sig.ident, |reader| visit::visit_trait_item_fn(reader, item));
    }

    fn visit_macro(&mut self, called: &'a syn::Macro) {
        match called.path.segments.last() {
            Some(last) if is_hole(&last.ident) => self.hole(last.ident.span()),
            _ => self.within(called.tokens.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_with_what_they_lack() {
        let text = "impl compress_bridge::facade::Module for Compress { fn a() { todo!() } fn b() -> u8 { 1 }\n\
                    fn c() { vec![1, { core::todo!(\"later\") }]; } }\n\
                    impl Other for Compress { fn d() {} } fn e() {}";
        let found = in_text("src/lib.rs", text);
        let expected = [("a", true), ("b", false), ("c", true)].map(|(name, open)| (name.to_owned(), open));
        assert_eq!(found, Written { functions: BTreeMap::from(expected), holes: Vec::new() });
        assert_eq!(in_text("src/lib.rs", "impl {"), Written::default());
    }

    #[test]
    fn a_todo_elsewhere_has_a_place() {
        let text = "impl Module for Zoo { fn legs() -> u8 { legs() } }\n\
                    fn legs() -> u8 {\n    fn inner() { unimplemented!() }\n    let todo = 1;\n    todo!()\n}\n\
                    struct Cage;\nimpl Cage { fn open(&self) { assert!(todo!(), \"todo!\"); } }\n\
                    trait Gate { fn shut(&self) { todo!() } }\n\
                    static KEY: fn() -> u8 = || todo!();\n\
                    #[cfg(test)] mod tests { fn f() { todo!() } }\n#[test] fn t() { todo!() }";
        let found = in_text("src/lib.rs", text);
        let places: Vec<(u32, &str)> = found.holes.iter().map(|h| (h.line, h.function.as_str())).collect();
        assert_eq!(places, [(3, "legs::inner"), (5, "legs"), (8, "open"), (9, "shut"), (10, "")]);
        assert_eq!(found.functions, BTreeMap::from([("legs".to_owned(), false)]));
    }
}
