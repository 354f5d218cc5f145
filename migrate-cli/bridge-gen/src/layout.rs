//! Which plain structs Rust lays out as the user's compiler does.
//!
//! The facts come from another compiler, which may see other members (`#ifdef __clang__`), other sizes and other places
//! than the user's. So the members that the facts name are asked about one by one; a struct that differs in anything
//! stays opaque.

use migrate_crossing::{Book, Class, Scalar, Shape, Traits};
use migrate_model::facts::{Access, Field, Type, TypeKind};

use crate::input::Table;

/// Numbers in front of those of the members.
const HEAD: usize = 1;
/// Numbers of a member: offset, size, alignment, kind.
const OF_MEMBER: usize = 4;

/// Templates behind the tables.
pub(crate) const PRELUDE: &str = r"
namespace migrate_survey {
template <class T, class = void> struct Places : std::false_type {};
template <class T>
struct Places<T, typename Always<decltype(new (std::declval<void *>()) T(std::declval<const T &>()))>::type> : std::true_type {};
template <class T> struct Kind {
  typedef typename std::remove_cv<typename std::remove_all_extents<T>::type>::type Bare;
  enum : unsigned long long {
    value = std::is_floating_point<Bare>::value ? 1 : std::is_same<Bare, bool>::value ? 2 : std::is_integral<Bare>::value ? 3
            : std::is_enum<Bare>::value ? 4 : std::is_class<Bare>::value ? 5 : 6
  };
};
}
";

/// The question about a struct whose members are all plain to see.
pub(crate) fn table(i: usize, class: &Class, ty: &Type) -> Option<Table> {
    let visible = |f: &Field| f.access == Access::Public && f.bit_width.is_none() && !f.name.is_empty();
    let asks = matches!(ty.kind, TypeKind::Class | TypeKind::Struct)
        && ty.bases.is_empty()
        && !ty.fields.is_empty()
        && ty.fields.iter().all(|f| visible(f) && f.offset_bits.is_some());
    let symbol = format!("migrate_layout_{i}");
    let member = |f: &Field| {
        let ty = format!("decltype(migrate_type::{})", f.name);
        format!("offsetof(migrate_type, {}), sizeof({ty}), alignof({ty}), migrate_survey::Kind<{ty} >::value", f.name)
    };
    let members: Vec<String> = ty.fields.iter().map(member).collect();
    asks.then(|| Table {
        id: format!("layout of {}", class.spelling),
        text: format!(
            "namespace migrate_layout_of_{i} {{ typedef ::{} migrate_type; extern \"C\" const unsigned long long {symbol}[] = \
             {{migrate_survey::Places<migrate_type>::value, {}}}; }}\n",
            class.spelling,
            members.join(", ")
        ),
        symbol,
    })
}

/// Whether the answer is what Rust makes of the members.
pub(crate) fn is_mirrored(ty: &Type, traits: &Traits, answer: &[u64], book: &Book<'_>) -> bool {
    let mut end = 0;
    let same = answer.first() == Some(&1)
        && answer.len() == HEAD + OF_MEMBER * ty.fields.len()
        && ty.fields.iter().zip(members_of(answer)).all(|(field, member)| {
            let [offset, size, align, kind] = *member else { return false };
            let place = up(end, align);
            end = place + size;
            place == offset
                && field.offset_bits == Some(offset * 8)
                && traits.align >= align
                && is_member(&Shape::of(&field.ty, book), size, kind)
        });
    let widest = members_of(answer).map(|m| m[2]).max().unwrap_or(1);
    same && traits.align == widest && traits.size == up(end, traits.align)
}

fn members_of(answer: &[u64]) -> impl Iterator<Item = &[u64]> {
    answer.get(HEAD..).unwrap_or_default().chunks_exact(OF_MEMBER)
}

/// The next multiple.
fn up(at: u64, align: u64) -> u64 {
    at.next_multiple_of(align.max(1))
}

/// A member of this kind and size is what the facts say.
fn is_member(shape: &Shape, size: u64, kind: u64) -> bool {
    let scalar = |s: &Scalar| match s {
        Scalar::Float => (1, Some(4)),
        Scalar::Double => (1, Some(8)),
        Scalar::LongDouble => (1, None),
        Scalar::Bool => (2, Some(1)),
        Scalar::Char => (3, Some(1)),
        Scalar::Int { bits, .. } => (3, Some(u64::from(*bits) / 8)),
        Scalar::Size | Scalar::Difference => (3, None),
    };
    match shape {
        Shape::Scalar(s) => {
            let (expected, bytes) = scalar(s);
            kind == expected && bytes.is_none_or(|b| b == size)
        }
        Shape::Array(of, Some(n), _) => match &**of {
            Shape::Scalar(s) => {
                let (expected, bytes) = scalar(s);
                kind == expected && bytes.is_none_or(|b| Some(size) == b.checked_mul(*n))
            }
            _ => false,
        },
        Shape::Enum(_) => kind == 4,
        Shape::Class(_) => kind == 5,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_rust() {
        assert_eq!((up(0, 8), up(1, 4), up(8, 4), up(3, 0)), (0, 4, 8, 3));
    }

    #[test]
    fn members_have_their_kind_and_size() {
        let int = Shape::Scalar(Scalar::Int { bits: 32, signed: true });
        assert!(is_member(&int, 4, 3) && !is_member(&int, 8, 3) && !is_member(&int, 4, 1));
        let array = Shape::Array(Box::new(int), Some(3), false);
        assert!(is_member(&array, 12, 3) && !is_member(&array, 4, 3));
    }
}
