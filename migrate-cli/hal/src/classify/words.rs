//! Names of C as words: `HAL_UART_TxHalfCpltCallback` is `hal uart tx half cplt callback`.

/// What people write as one word or two.
const JOINED: [(&str, &str, &str); 10] = [
    ("de", "init", "deinit"),
    ("de", "initialize", "deinit"),
    ("un", "init", "deinit"),
    ("un", "register", "unregister"),
    ("call", "back", "callback"),
    ("time", "out", "timeout"),
    ("non", "blocking", "nonblocking"),
    ("non", "block", "nonblocking"),
    ("un", "lock", "unlock"),
    ("ir", "qn", "irqn"),
];

/// The words of a name, in small letters. Digits belong to the letters before them.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in name.split('_').filter(|p| !p.is_empty()) {
        camel(part, &mut words);
    }
    join(words)
}

fn camel(part: &str, out: &mut Vec<String>) {
    let chars: Vec<char> = part.chars().collect();
    let mut word = String::new();
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let after = chars.get(i + 1);
        let starts = c.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase()
                    || b.is_ascii_digit() && after.is_some_and(|a| a.is_lowercase())
                    || b.is_uppercase() && after.is_some_and(|a| a.is_lowercase())
            });
        if starts && !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        word.extend(c.to_lowercase());
    }
    if !word.is_empty() {
        out.push(word);
    }
}

fn join(words: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words {
        let joined = out.last().and_then(|last| JOINED.iter().find(|(a, b, _)| a == last && *b == word));
        match joined {
            Some((_, _, whole)) => {
                out.pop();
                out.push((*whole).to_owned());
            }
            None => out.push(word),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn styles_of_many_vendors() {
        for (name, expected) in [
            ("HAL_UART_TxHalfCpltCallback", "hal uart tx half cplt callback"),
            ("HAL_I2C_MspDeInit", "hal i2c msp deinit"),
            ("HAL_SPI_DMAPause", "hal spi dma pause"),
            ("UART_TransferSendNonBlocking", "uart transfer send nonblocking"),
            ("nrfx_uart_tx", "nrfx uart tx"),
            ("UART_writeBuffer", "uart write buffer"),
            ("SERCOM1_USART_ReadIsBusy", "sercom1 usart read is busy"),
            ("USART2_IRQHandler", "usart2 irq handler"),
            ("adc_oneshot_del_unit", "adc oneshot del unit"),
            ("__NVIC_EnableIRQ", "nvic enable irq"),
        ] {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }
}
