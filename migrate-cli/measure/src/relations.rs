//! What holds between the figures that both sides give. Pure.

use migrate_model::bench::{Figure, Raw, Relation};
use migrate_model::finding::{Finding, Severity};

/// Every figure that a side gives or that a relation was declared for.
pub(crate) fn figures(raw: &Raw, relations: &[Relation]) -> Vec<Figure> {
    let of = |side: u8, name: &str| {
        let given = raw.figures.iter().find(|f| f.side == side && f.metric == name);
        given.and_then(|f| f.values.first().copied())
    };
    let given = raw.figures.iter().map(|f| f.metric.as_str());
    let declared = relations.iter().map(|r| r.figure.as_str());
    let mut names: Vec<&str> = Vec::new();
    for name in given.chain(declared) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let figure = |name: &str| {
        let (first, second) = (of(0, name), of(1, name));
        let allowed = relations.iter().find(|r| r.figure == name).map(|r| r.allowed);
        let holds = first.zip(second).is_some_and(|(first, second)| match allowed {
            Some(allowed) => allowed.holds(first, second),
            None => first == second,
        });
        Figure { name: name.to_owned(), first, second, allowed, holds }
    };
    names.into_iter().map(figure).collect()
}

/// `MG0808`, of a figure that does not keep to what was declared.
pub(crate) fn broken(figure: &Figure) -> Finding {
    let name = &figure.name;
    let text = match (figure.first, figure.second, figure.allowed) {
        (None, None, _) => format!("neither side gives the figure `{name}`, for which a relation is declared"),
        (Some(_), None, _) => format!("the second side does not give the figure `{name}`"),
        (None, Some(_), _) => format!("the first side does not give the figure `{name}`"),
        (Some(first), Some(second), None) => format!("`{name}` differs: {first} and {second}"),
        (Some(first), Some(second), Some(_)) => {
            let ratio = second / first;
            format!("`{name}` of the second side is {ratio:.4} of the first's, {second} and {first}")
        }
    };
    Finding::new("MG0808", Severity::Error, text)
}

#[cfg(test)]
mod tests {
    use migrate_model::bench::{Allowed, Single};

    use super::*;

    fn raw(given: &[(u8, &str, f64)]) -> Raw {
        let figure = |(side, name, value): &(u8, &str, f64)| Single {
            metric: (*name).to_owned(),
            side: *side,
            iterations: None,
            values: vec![*value],
        };
        Raw { figures: given.iter().map(figure).collect(), ..Raw::default() }
    }

    fn declared(figure: &str, allowed: &str) -> Vec<Relation> {
        vec![Relation { figure: figure.to_owned(), allowed: Allowed::read(allowed).unwrap() }]
    }

    #[test]
    fn without_a_relation_figures_are_equal() {
        let equal = raw(&[(0, "bytes", 100.0), (1, "bytes", 100.0)]);
        assert!(figures(&equal, &[])[0].holds);
        let other = figures(&raw(&[(0, "bytes", 100.0), (1, "bytes", 99.0)]), &[]);
        assert!(!other[0].holds);
        assert_eq!(broken(&other[0]).message, "`bytes` differs: 100 and 99");
    }

    #[test]
    fn a_relation_has_a_direction() {
        let more = raw(&[(0, "bytes", 100.0), (1, "bytes", 104.0)]);
        let less = raw(&[(0, "bytes", 100.0), (1, "bytes", 50.0)]);
        let holds = |raw: &Raw, allowed: &str| figures(raw, &declared("bytes", allowed))[0].holds;
        assert!(holds(&more, "5%") && !holds(&more, "3%") && holds(&less, "3%"));
        assert!(holds(&more, "-5%") && !holds(&less, "-5%"));
        assert!(holds(&more, "±5%") && !holds(&less, "±5%"));
        assert_eq!(
            broken(&figures(&more, &declared("bytes", "3%"))[0]).message,
            "`bytes` of the second side is 1.0400 of the first's, 104 and 100"
        );
    }

    #[test]
    fn what_one_side_lacks_is_named() {
        let found = figures(&raw(&[(0, "bytes", 1.0)]), &declared("hits", "1%"));
        let words: Vec<String> = found.iter().map(|f| broken(f).message).collect();
        assert_eq!(
            words,
            [
                "the second side does not give the figure `bytes`",
                "neither side gives the figure `hits`, for which a relation is declared"
            ]
        );
        assert!(found.iter().all(|f| !f.holds));
    }

    #[test]
    fn nothing_of_a_thing_is_as_much_on_both_sides() {
        assert!(figures(&raw(&[(0, "misses", 0.0), (1, "misses", 0.0)]), &declared("misses", "0%"))[0].holds);
        assert!(!figures(&raw(&[(0, "misses", 0.0), (1, "misses", 1.0)]), &declared("misses", "5%"))[0].holds);
    }
}
