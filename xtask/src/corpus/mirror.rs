//! From where Debian sources come: the mirror that this machine uses already, else Debian's own.

use std::fs;
use std::path::{Path, PathBuf};

const RELEASE: &str = "bookworm";
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
const MAIN: &str = "http://deb.debian.org/debian";
const SECURITY: &str = "http://deb.debian.org/debian-security";

/// The text of a private `sources.list` with source entries only.
pub(crate) fn sources_list() -> String {
    let configured: Vec<String> =
        configuration(Path::new("/etc/apt")).iter().flat_map(|text| addresses(text)).collect();
    render(&configured)
}

fn render(configured: &[String]) -> String {
    let of = |end: &str, default: &str| {
        let mine = configured.iter().find(|a| a.trim_end_matches('/').ends_with(end));
        mine.map_or(default, |a| a.trim_end_matches('/')).to_owned()
    };
    let main = of("/debian", MAIN);
    let security = of("/debian-security", SECURITY);
    format!(
        "deb-src [signed-by={KEYRING}] {main} {RELEASE} main\n\
         deb-src [signed-by={KEYRING}] {security} {RELEASE}-security main\n"
    )
}

fn configuration(dir: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> = vec![dir.join("sources.list")];
    if let Ok(entries) = fs::read_dir(dir.join("sources.list.d")) {
        paths.extend(entries.flatten().map(|e| e.path()));
    }
    paths.sort();
    paths.iter().filter_map(|p| fs::read_to_string(p).ok()).collect()
}

/// The addresses in a `.list` (`deb [options] URI suite …`) or a `.sources` (`URIs: URI …`).
fn addresses(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|l| !l.starts_with('#'));
    let words = lines.filter(|l| l.starts_with("deb") || l.starts_with("URIs:")).flat_map(str::split_whitespace);
    words.filter(|w| w.starts_with("http://") || w.starts_with("https://")).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machines_mirror_wins() {
        let text = "# deb http://no.example/debian x main\nTypes: deb\nURIs: http://a.example/debian/\n\
                    deb [arch=amd64] https://b.example/debian-security bookworm-security main\n\
                    deb https://c.example/apt stable main";
        let list = render(&addresses(text));
        assert_eq!(
            list,
            format!(
                "deb-src [signed-by={KEYRING}] http://a.example/debian bookworm main\n\
                 deb-src [signed-by={KEYRING}] https://b.example/debian-security bookworm-security main\n"
            )
        );
    }

    #[test]
    fn without_one_it_is_debians() {
        assert!(render(&[]).contains(" http://deb.debian.org/debian bookworm main\n"));
    }
}
