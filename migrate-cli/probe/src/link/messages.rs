//! What linkers say.

use std::collections::BTreeSet;

/// What stands before the name of an undefined symbol: GNU ld and gold quote the name, lld and mold do not.
const UNDEFINED: [&str; 6] = [
    "undefined reference to ",
    "undefined references to ",
    "undefined symbol: ",
    "undefined hidden symbol: ",
    "undefined protected symbol: ",
    "undefined internal symbol: ",
];

/// Names of all symbols that a linker calls undefined.
pub(super) fn undefined(text: &str) -> BTreeSet<String> {
    text.lines().filter_map(symbol).map(str::to_owned).collect()
}

fn symbol(line: &str) -> Option<&str> {
    let name = UNDEFINED.iter().find_map(|start| Some(line.split_once(start)?.1))?;
    let name = name.strip_prefix("symbol ").unwrap_or(name).trim_start_matches(['`', '\'', '"']);
    let name = &name[..name.find(['\'', '"', ' ', '@']).unwrap_or(name.len())];
    Some(name).filter(|name| !name.is_empty())
}

/// The first line that says why a link failed.
pub(super) fn reason(text: &str) -> String {
    let worst = |line: &&str| {
        let known = symbol(line).is_some() || line.contains("warning: ") || line.contains(": in function ");
        !known && !line.starts_with("collect2: ") && !line.starts_with(">>> ") && !line.trim().is_empty()
    };
    text.lines().find(worst).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_all_linkers() {
        let text = "\
/usr/bin/ld: 0.o: in function `a':
l.cpp:(.text.a+0x11): warning: undefined reference to `_Z14missing_directi'
/usr/bin/ld: 0.o:(.data.rel.local.DW.ref._ZTI2Ex[DW.ref._ZTI2Ex]+0x0): warning: undefined reference to `_ZTI2Ex'
/usr/bin/ld: l.cpp:(.text+0x11): more undefined references to `more' follow
0.o:l.cpp:function _Z3hopi: warning: undefined reference to '_Z14missing_inlinei'
/usr/bin/ld: libx.so: warning: undefined reference to `versioned@X_1'
ld.lld: warning: undefined symbol: lld_says
>>> referenced by l.cpp
mold: warning: undefined symbol: mold_says
ld.lld: warning: undefined hidden symbol: hidden
";
        let expected = [
            "_Z14missing_directi",
            "_Z14missing_inlinei",
            "_ZTI2Ex",
            "hidden",
            "lld_says",
            "mold_says",
            "more",
            "versioned",
        ];
        assert_eq!(undefined(text).into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn why_a_link_failed() {
        let text = "\
/usr/bin/ld: 0.o: in function `a':
l.cpp:(.text.a+0x11): warning: undefined reference to `x'
/usr/bin/ld: cannot find -lnope: No such file or directory
collect2: error: ld returned 1 exit status
";
        assert_eq!(reason(text), "/usr/bin/ld: cannot find -lnope: No such file or directory");
        assert_eq!(reason("collect2: error: ld returned 1 exit status\n"), "");
    }
}
