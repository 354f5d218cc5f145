//! A macro with parameters and the types that a person gives it: `void(UART_HandleTypeDef *, uint32_t)`.

use crate::error::HalError;

/// Types of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) result: String,
    pub(super) parameters: Vec<String>,
}

/// Reads what stands behind the name of a macro in the configuration.
pub(super) fn signature(name: &str, text: &str) -> Result<Signature, HalError> {
    let wrong = || {
        HalError::config(format!("`{name}` of [hal.*.macros] has no signature: `{text}`"))
            .help("a result and parameters in C without names, such as \"uint32_t(uint8_t *, int)\"")
    };
    let (result, rest) = text.split_once('(').ok_or_else(wrong)?;
    let list = rest.trim().strip_suffix(')').ok_or_else(wrong)?;
    let parameters: Vec<String> = match list.trim() {
        "" | "void" => Vec::new(),
        list => list.split(',').map(|p| p.trim().to_owned()).collect(),
    };
    let is_type = |text: &str| {
        text.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '*' | ' '))
    };
    let result = result.trim().to_owned();
    if !is_type(&result) || !parameters.iter().all(|p| is_type(p)) {
        return Err(wrong());
    }
    Ok(Signature { result, parameters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures() {
        let read = |text| signature("M", text).map(|s| (s.result, s.parameters.join("|"))).ok();
        assert_eq!(read("void(T *, uint32_t)"), Some(("void".into(), "T *|uint32_t".into())));
        assert_eq!(read("unsigned int ( void )"), Some(("unsigned int".into(), String::new())));
        for bad in ["", "void", "void(", "(int)", "int(int;)", "int(a,)"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
