//! What a Rust source names outside of its tests: paths that start at a crate, and macros.

use anyhow::{Context, Result};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A name and the line it stands on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) line: usize,
    /// `std::fs::read`, or `println!` for a macro.
    pub(crate) name: String,
}

/// Everything that the code names, in order. Items under `#[cfg(test)]` and `#[test]` are left out.
pub(crate) fn names(source: &str) -> Result<Vec<Named>> {
    let file = syn::parse_file(source).context("not parsed as Rust")?;
    let mut collector = Collector::default();
    collector.visit_file(&file);
    Ok(collector.found)
}

#[derive(Default)]
struct Collector {
    found: Vec<Named>,
}

impl Collector {
    fn add(&mut self, span: proc_macro2::Span, name: String) {
        self.found.push(Named { line: span.start().line, name });
    }

    fn tree(&mut self, prefix: &str, tree: &syn::UseTree) {
        let join = |name: String| if prefix.is_empty() { name } else { format!("{prefix}::{name}") };
        match tree {
            syn::UseTree::Path(path) => self.tree(&join(path.ident.to_string()), &path.tree),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(prefix, item)),
            syn::UseTree::Name(name) => self.add(name.span(), join(name.ident.to_string())),
            syn::UseTree::Rename(rename) => self.add(rename.span(), join(rename.ident.to_string())),
            syn::UseTree::Glob(glob) => self.add(glob.span(), join("*".to_owned())),
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !attributes(item).iter().any(is_test) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree("", &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.add(path.span(), words.join("::"));
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        if let Some(last) = mac.path.segments.last() {
            self.add(last.span(), format!("{}!", last.ident));
        }
        visit::visit_macro(self, mac);
    }
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attribute: &syn::Attribute) -> bool {
    let path = attribute.path();
    path.is_ident("test")
        || path.is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|ident| ident == "test")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_paths_and_macros_are_found_and_tests_are_not() {
        let source = r#"
            use std::{fs as f, io::{self, Write}};
            fn a() { std::process::exit(1); println!("std::net in a string"); } // std::time in a comment
            #[cfg(test)]
            mod tests { use std::net; }
        "#;
        let names: Vec<String> = names(source).unwrap().into_iter().map(|n| n.name).collect();
        assert_eq!(names, ["std::fs", "std::io::self", "std::io::Write", "std::process::exit", "println!", "println"]);
    }
}
