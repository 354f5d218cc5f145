//! Instances of templates, and loops over what has a `begin()` and an `end()`.

use serde_json::Value;

use crate::project::Project;

const SHELF: &str = r#"#pragma once
#include <list>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>
namespace shelf {
/// Things of one kind.
template <class T, int N = 3>
class Box {
 public:
  typedef typename std::vector<T>::const_iterator iterator;
  Box() {}
  explicit Box(const T& t, int n = N) : all_(n, t) {}
  std::size_t size() const { return all_.size(); }
  const T& at(std::size_t i) const { if (i >= size()) throw std::out_of_range("no such thing"); return all_[i]; }
  T& at(std::size_t i) { return all_[i]; }
  iterator begin() const { return all_.begin(); }
  iterator end() const { return all_.end(); }
  template <class U> U sum() const { U u = U(); for (const T& t : all_) u = u + t; return u; }
  class Lid { public: bool shut() const { return true; } };
  Lid lid() const { return Lid(); }
 private:
  std::vector<T> all_;
};
// Says that it can be destroyed, but cannot.
template <class T> struct Broken { ~Broken() { T::nothing(); } int left() const { return 1; } };
inline const Broken<int>& broken() { return *static_cast<const Broken<int>*>(nullptr); }
template <class T> class Last final { public: T get() const { return T(); } };
typedef Box<double> Numbers;
inline double total(const Numbers& n) { double d = 0; for (double x : n) d += x; return d; }
inline Box<int> ints() { return Box<int>(1); }
inline Last<int> last() { return Last<int>(); }
class Label {
 public:
  template <class T> T as() const { return T(); }
  template <class T, class S> T as(const S& otherwise) const { return T(otherwise); }
};
template <class T> T larger(T a, T b) { return a < b ? b : a; }
class Book { public: explicit Book(int pages) : pages_(pages), text_(64, 'x') {} int pages() const { return pages_; } private: int pages_; std::string text_; };
class Row {
 public:
  std::list<Book>::const_iterator begin() const { return books_.begin(); }
  std::list<Book>::const_iterator end() const { return books_.end(); }
  void add(int pages) { books_.push_back(Book(pages)); }
 private:
  std::list<Book> books_;
};
}
"#;

/// Names of functions with their Rust signatures.
fn bound(json: &str) -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(json).expect("JSON");
    let text = |i: &Value, key: &str| i[key].as_str().unwrap_or_default().to_owned();
    let rows = document["items"].as_array().expect("items").iter().filter(|i| i["status"] == "bound");
    rows.map(|i| (text(i, "rust_path"), text(i, "rust_signature"))).collect()
}

#[test]
fn instances_have_members_and_names() {
    let p = Project::empty();
    p.write("inc/shelf.h", SHELF);
    p.write("migrate.toml", "[bridge]\ninstances = [\"shelf::Label::as<int>\", \"shelf::larger<double>\"]\n");
    let line = "bridge --headers shelf.h --include inc --namespace shelf --out out --format json --instance \
                shelf::Label::as<std::string,std::string> shelf::Box<std::string> shelf::Nothing<int>";
    let said = p.run(line);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("no header declares a template for the instance `shelf::Nothing<int>`"), "{}", said.out);
    let rows = bound(&said.out);
    let signature = |path: &str| rows.iter().find(|(p, _)| p == path).map(|(_, s)| s.as_str());
    // Named by the API's alias, else after the arguments.
    assert!(signature("Numbers::size").is_some(), "{rows:?}");
    assert_eq!(signature("types::BoxInt::size"), Some("pub fn size(&self) -> usize"));
    let at = signature("types::BoxString::at");
    assert_eq!(at, Some("pub fn at(&self, i: usize) -> Result<&[u8], crate::support::Exception>"));
    assert!(signature("types::BoxInt::new_with_n").is_some_and(|s| s.contains("t: i32, n: i32")), "{rows:?}");
    assert!(signature("types::BoxIntLid::shut").is_some(), "a class in an instance: {rows:?}");
    assert!(signature("types::BrokenInt::left").is_some(), "{rows:?}");
    assert!(!p.read("out/src/ffi.rs").contains("UniquePtr<BrokenInt>"));
    assert!(signature("types::LastInt::get").is_some(), "a final class: {rows:?}");
    assert_eq!(signature("Label::as_int"), Some("pub fn as_int(&self) -> i32"));
    assert!(signature("Label::as_string_string").is_some_and(|s| s.contains("otherwise: &[u8]")), "{rows:?}");
    assert_eq!(signature("larger_double"), Some("pub fn larger_double(a: f64, b: f64) -> f64"));
    let said = p.run(line);
    assert!(said.err.contains("nothing to do"), "{}", said.err);
}

#[test]
fn ranges_have_iterators() {
    let p = Project::empty();
    p.write("inc/shelf.h", SHELF);
    let said = p.run("bridge --headers shelf.h --include inc --namespace shelf --out out");
    assert_eq!(said.code, 0, "{}", said.err);
    let squeezed = |file: &str| p.read(file).split_whitespace().collect::<Vec<_>>().join(" ");
    let row = squeezed("out/src/row.rs");
    assert!(row.contains("pub fn iter(&self) -> crate::support::Items<'_, &crate::Book>"), "{row}");
    assert!(row.contains("impl<'a> IntoIterator for &'a Row"), "{row}");
    assert!(squeezed("out/src/numbers.rs").contains("pub fn iter(&self) -> crate::support::Items<'_, f64>"));
}
