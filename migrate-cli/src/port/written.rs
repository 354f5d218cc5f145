//! What a person has written of a module, read from the syntax of the crate.

use std::collections::BTreeMap;
use std::path::Path;

use migrate_bridge_gen::TRAIT;
use syn::visit::{self, Visit};

/// The functions of the implementation, and whether each still holds a `todo!`.
pub type Functions = BTreeMap<String, bool>;

/// Reads every source of a crate. What does not parse has no functions: cargo will say what is wrong with it.
pub fn functions(crate_dir: &Path) -> Functions {
    let mut out = Functions::new();
    let mut todo = vec![crate_dir.join("src")];
    while let Some(folder) = todo.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                out.extend(in_text(&text));
            }
        }
    }
    out
}

fn in_text(text: &str) -> Functions {
    let mut found = Implementations::default();
    if let Ok(file) = syn::parse_file(text) {
        found.visit_file(&file);
    }
    found.functions
}

#[derive(Default)]
struct Implementations {
    functions: Functions,
}

impl<'a> Visit<'a> for Implementations {
    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let last = item.trait_.as_ref().and_then(|(path, ..)| path.segments.last());
        if last.is_some_and(|s| s.ident == TRAIT) {
            for member in &item.items {
                if let syn::ImplItem::Fn(f) = member {
                    let mut unwritten = Unwritten(false);
                    unwritten.visit_block(&f.block);
                    self.functions.insert(f.sig.ident.to_string(), unwritten.0);
                }
            }
        }
        visit::visit_item_impl(self, item);
    }
}

struct Unwritten(bool);

impl<'a> Visit<'a> for Unwritten {
    fn visit_macro(&mut self, called: &'a syn::Macro) {
        self.0 |= called.path.is_ident("todo");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_with_what_they_lack() {
        let text = "impl compress_bridge::facade::Module for Compress { fn a() { todo!() } fn b() -> u8 { 1 } }\n\
                    impl Other for Compress { fn c() {} } fn d() {}";
        assert_eq!(in_text(text), Functions::from([("a".to_owned(), true), ("b".to_owned(), false)]));
        assert_eq!(in_text("impl {"), Functions::new());
    }
}
