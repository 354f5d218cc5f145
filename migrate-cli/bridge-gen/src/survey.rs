//! What only the compiler knows of the types: asked once, before anything is judged.

use std::collections::{BTreeMap, BTreeSet};

use migrate_crossing::{Book, Class, Shape, Traits};
use migrate_model::facts::{Access, Type, TypeKind};

use crate::api::{Function, class_is_public, internal, selected};
use crate::input::{Compiler, Request, Snippet, Stopped, Table};
use crate::iterate;
use crate::layout;

/// Templates behind the tables.
pub(crate) const PRELUDE: &str = r"
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
namespace migrate_survey {
template <class... T> struct Always { typedef void type; };
template <class T, class = void> struct View : std::false_type {};
template <class T>
struct View<T, typename Always<decltype(std::declval<const T &>().data()), decltype(std::declval<const T &>().size())>::type>
    : std::integral_constant<
          bool, std::is_same<decltype(std::declval<const T &>().data()), const char *>::value &&
                    std::is_integral<decltype(std::declval<const T &>().size())>::value &&
                    std::is_constructible<T, const char *, std::size_t>::value && std::is_trivially_copyable<T>::value &&
                    std::is_trivially_destructible<T>::value &&
                    sizeof(T) <= 2 * sizeof(void *)> {};
}
";

/// The classes and enums that cross somewhere, or belong to the API, in the order of their names.
pub(crate) fn classes(functions: &[Function<'_>], api: &[&Type], book: &Book<'_>) -> Vec<Class> {
    let mut found = Vec::new();
    for f in functions {
        f.params.iter().for_each(|p| p.classes(&mut found));
        f.result.classes(&mut found);
        if let Some(o) = f.owner {
            found.push(Class::of(o));
        }
    }
    for ty in api {
        let itself = Class::of(ty);
        if let Some((element, _)) = iterate::element(&itself.spelling, book) {
            element.classes(&mut found);
        }
        found.push(itself);
        for field in ty.fields.iter().filter(|f| f.access == Access::Public) {
            Shape::of(&field.ty, book).classes(&mut found);
        }
        for base in ty.bases.iter().filter(|b| b.access == Access::Public) {
            Shape::of(&base.ty, book).classes(&mut found);
        }
        for param in ty.inherited.iter().flat_map(|i| &i.signature.params) {
            Shape::of(&param.ty, book).classes(&mut found);
        }
    }
    for ty in elements(api, book) {
        for base in ty.bases.iter().filter(|b| b.access == Access::Public) {
            Shape::of(&base.ty, book).classes(&mut found);
        }
    }
    let by_spelling: BTreeMap<String, Class> = found.into_iter().map(|c| (c.spelling.clone(), c)).collect();
    by_spelling.into_values().collect()
}

/// Classes and enums of the API.
pub(crate) fn api_types<'a>(request: &Request, types: &'a [Type], book: &Book<'_>) -> Vec<&'a Type> {
    let mut seen = BTreeSet::new();
    let mut out: Vec<&Type> = types
        .iter()
        .filter(|t| {
            matches!(t.kind, TypeKind::Class | TypeKind::Struct | TypeKind::Union | TypeKind::Enum)
                && t.defined
                && !t.local
                && !t.name.is_empty()
                && !t.name.contains('<')
                && !t.name.contains('(')
                && selected(&t.name, &t.file, request)
                && class_is_public(Some(&t.usr), book)
                && !t.name.split("::").any(internal)
        })
        .filter(|t| seen.insert(t.usr.as_str()))
        .collect();
    out.sort_by_key(|t| (&t.name, &t.usr));
    out
}

/// Classes that are no part of the API, but what its loops give.
pub(crate) fn elements<'a>(api: &[&Type], book: &Book<'a>) -> Vec<&'a Type> {
    let known: BTreeSet<&str> = api.iter().map(|t| t.usr.as_str()).collect();
    let mut found = Vec::new();
    for ty in api {
        if let Some((element, _)) = iterate::element(&Class::of(ty).spelling, book) {
            element.classes(&mut found);
        }
    }
    let mut types: Vec<&'a Type> = found.iter().filter_map(|c| book.ty(&c.usr)).collect();
    types.retain(|t| {
        !known.contains(t.usr.as_str()) && matches!(t.kind, TypeKind::Class | TypeKind::Struct) && t.defined
    });
    types.sort_by_key(|t| t.usr.as_str());
    types.dedup_by_key(|t| t.usr.as_str());
    types
}

/// The API's own names for instances of templates, by spelling: of several the first.
pub(crate) fn aliases<'a>(request: &Request, types: &'a [Type], book: &Book<'_>) -> BTreeMap<String, &'a Type> {
    let own = |t: &&Type| {
        t.kind == TypeKind::Alias
            && selected(&t.name, &t.file, request)
            && matches!(t.access, None | Some(Access::Public))
            && class_is_public(t.class.as_deref(), book)
            && !t.name.split("::").any(internal)
    };
    let mut named: Vec<&Type> = types.iter().filter(own).collect();
    named.sort_by_key(|t| (&t.file, t.extent.line, &t.name));
    let mut out = BTreeMap::new();
    for alias in named {
        let Some(shape) = alias.underlying.as_ref().map(|u| Shape::of(u, book)) else { continue };
        let itself = if let Shape::Class(class) = &shape { Some(class) } else { shape.function_object() };
        if let Some(class) = itself.filter(|c| c.spelling.contains('<')) {
            out.entry(class.spelling.clone()).or_insert(alias);
        }
    }
    out
}

/// Asks for the traits of the classes, and which of the others can be named at all.
///
/// # Errors
/// The headers do not compile.
pub(crate) fn ask(
    book: &mut Book<'_>,
    classes: &[Class],
    includes: &str,
    compiler: &dyn Compiler,
) -> Result<(), Stopped> {
    let prelude = format!("{includes}{PRELUDE}{}", layout::PRELUDE);
    let mut tables = vec![Table {
        id: "sizes".to_owned(),
        text: "extern \"C\" const unsigned long long migrate_sizes[] = {sizeof(long), sizeof(wchar_t)};\n".to_owned(),
        symbol: "migrate_sizes".to_owned(),
    }];
    tables.extend(classes.iter().enumerate().map(|(i, c)| table(i, c)));
    let visible: Vec<(&Class, &Type, Table)> = classes
        .iter()
        .enumerate()
        .filter_map(|(i, c)| book.ty(&c.usr).and_then(|ty| Some((c, ty, layout::table(i, c, ty)?))))
        .collect();
    tables.extend(visible.iter().map(|(.., table)| table.clone()));
    let mut answers = compiler.tables(&prelude, &tables)?;
    let layouts = answers.split_off(1 + classes.len());
    if let Some(Ok(sizes)) = answers.first() {
        let bits = |i: usize| sizes.get(i).and_then(|b| u8::try_from(b * 8).ok());
        book.long_bits = bits(0).unwrap_or(64);
        book.wchar_bits = bits(1).unwrap_or(32);
    }
    let mut unknown = Vec::new();
    for (class, answer) in classes.iter().zip(answers.into_iter().skip(1)) {
        match answer.ok().and_then(|values| traits(&values)) {
            Some(traits) => {
                book.traits.insert(class.spelling.clone(), traits);
            }
            None => unknown.push(class),
        }
    }
    for ((class, ty, _), answer) in visible.iter().zip(layouts) {
        let Ok(values) = answer else { continue };
        let mirrored = book.traits(&class.spelling).is_some_and(|t| layout::is_mirrored(ty, t, &values, book));
        if let Some(traits) = book.traits.get_mut(&class.spelling) {
            traits.mirrored = mirrored;
        }
    }
    // A trait looks at declarations only: the destructor of an instance may be one that nobody can use.
    let instances: Vec<&Class> = classes
        .iter()
        .filter(|c| c.spelling.contains('<') && book.traits(&c.spelling).is_some_and(|t| t.class && t.destructible))
        .collect();
    let ends: Vec<Snippet> = instances
        .iter()
        .enumerate()
        .map(|(i, c)| Snippet {
            id: format!("end of {}", c.spelling),
            text: format!(
                "namespace migrate_ends_{i} {{ inline void end(::{} *object) {{ delete object; }} }}\n",
                c.spelling
            ),
        })
        .collect();
    let ended = if ends.is_empty() { Vec::new() } else { compiler.compile(&prelude, &ends)? };
    for (class, _) in instances.iter().zip(&ended).filter(|(_, error)| error.is_some()) {
        if let Some(traits) = book.traits.get_mut(&class.spelling) {
            (traits.destructible, traits.copies, traits.moves) = (false, false, false);
        }
    }
    let snippets: Vec<Snippet> = unknown
        .iter()
        .map(|c| Snippet {
            id: format!("name of {}", c.spelling),
            text: format!("using migrate_name = ::{};\n", c.spelling),
        })
        .map(|mut s| {
            s.text = format!("namespace migrate_names_{} {{ {} }}\n", crate::names::snake(&s.id), s.text.trim_end());
            s
        })
        .collect();
    let named = if snippets.is_empty() { Vec::new() } else { compiler.compile(&prelude, &snippets)? };
    book.nameable = book.traits.keys().cloned().collect();
    book.nameable
        .extend(unknown.iter().zip(named).filter(|(_, error)| error.is_none()).map(|(c, _)| c.spelling.clone()));
    Ok(())
}

fn table(i: usize, class: &Class) -> Table {
    let symbol = format!("migrate_traits_{i}");
    let questions = [
        "sizeof(migrate_type)",
        "alignof(migrate_type)",
        "std::is_class<migrate_type>::value || std::is_union<migrate_type>::value",
        "std::is_destructible<migrate_type>::value",
        "std::is_copy_constructible<migrate_type>::value",
        "std::is_move_constructible<migrate_type>::value",
        "std::is_default_constructible<migrate_type>::value",
        "std::is_trivially_copyable<migrate_type>::value",
        "std::is_trivially_destructible<migrate_type>::value",
        "std::is_standard_layout<migrate_type>::value",
        "std::is_abstract<migrate_type>::value",
        "std::is_polymorphic<migrate_type>::value",
        "std::has_virtual_destructor<migrate_type>::value",
        "__is_final(migrate_type)",
        "migrate_survey::View<migrate_type>::value",
        "std::is_copy_assignable<migrate_type>::value",
    ];
    let text = format!(
        "namespace migrate_survey_{i} {{ typedef ::{} migrate_type; extern \"C\" const unsigned long long {symbol}[] = {{{}}}; }}\n",
        class.spelling,
        questions.join(", ")
    );
    Table { id: format!("traits of {}", class.spelling), text, symbol }
}

fn traits(values: &[u64]) -> Option<Traits> {
    let yes = |i: usize| values.get(i).is_some_and(|v| *v != 0);
    (values.len() >= 16).then(|| Traits {
        size: values[0],
        align: values[1],
        class: yes(2),
        destructible: yes(3),
        copies: yes(4),
        moves: yes(5),
        defaults: yes(6),
        trivially_copyable: yes(7),
        trivially_destructible: yes(8),
        standard_layout: yes(9),
        is_abstract: yes(10),
        polymorphic: yes(11),
        virtual_destructor: yes(12),
        is_final: yes(13),
        view: yes(14),
        assigns: yes(15),
        mirrored: false,
    })
}
