//! What is generated for a small HAL of our own: which functions are safe, what they look at first, which traits fit.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]
#![allow(unreachable_pub, reason = "a test program has no outside: `pub` says that other modules use it")]

mod common;

use common::Fixture;
use migrate_hal::Generated;
use migrate_model::hal::Comparison;

const HEADER: &str = "
#include <stdint.h>
typedef enum { DRV_OK = 0, DRV_ERROR, DRV_BUSY, DRV_TIMEOUT, DRV_ODD } DRV_StatusTypeDef;
typedef struct { volatile uint32_t CR; volatile uint32_t DR; } UART_TypeDef;
typedef struct { uint32_t Speed; uint32_t Width; uint32_t Parity; } UART_InitTypeDef;
typedef struct { UART_TypeDef *Instance; UART_InitTypeDef Init; uint8_t *pTx; uint16_t Left; uint32_t ErrorCode; } UART_HandleTypeDef;
#define UART1 ((UART_TypeDef *)0x40001000u)
#define UART2 ((UART_TypeDef *)0x40002000u)
#define UART_DEFAULT UART1
#define WIDE 9u
#define UART_ON(h, bit) ((h)->Instance->CR |= (bit))
#define UART_SPEED(h) ((h)->Init.Speed)
extern uint32_t clock_now;
#define CLOCK (clock_now)
DRV_StatusTypeDef DRV_Init(void);
DRV_StatusTypeDef DRV_DeInit(void);
/** Waits, in milliseconds. */
void DRV_Delay(uint32_t Delay);
DRV_StatusTypeDef DRV_UART_Init(UART_HandleTypeDef *huart);
DRV_StatusTypeDef DRV_UART_DeInit(UART_HandleTypeDef *huart);
DRV_StatusTypeDef DRV_UART_Transmit(UART_HandleTypeDef *huart, uint8_t *pData, uint16_t Size, uint32_t Timeout);
DRV_StatusTypeDef DRV_UART_Receive(UART_HandleTypeDef *huart, uint8_t *pData, uint16_t Size, uint32_t Timeout);
DRV_StatusTypeDef DRV_UART_Exchange(UART_HandleTypeDef *huart, uint8_t *pTxData, uint8_t *pRxData, uint16_t Size, uint32_t Timeout);
DRV_StatusTypeDef DRV_UART_Transmit_IT(UART_HandleTypeDef *huart, uint8_t *pData, uint16_t Size);
DRV_StatusTypeDef DRV_UART_Transmit_DMA(UART_HandleTypeDef *huart, uint8_t *pData, uint16_t Size);
void DRV_UART_IRQHandler(UART_HandleTypeDef *huart);
void DRV_UART_TxCpltCallback(UART_HandleTypeDef *huart);
static inline uint32_t DRV_UART_GetFlags(UART_HandleTypeDef *huart) { return huart->Instance->CR; }
";

const SOURCE: &str = "
#define WEAK __attribute__((weak))
uint32_t clock_now;
WEAK void DRV_UART_TxCpltCallback(UART_HandleTypeDef *huart) { (void)huart; }
DRV_StatusTypeDef DRV_Init(void) { return DRV_OK; }
DRV_StatusTypeDef DRV_DeInit(void) { return DRV_OK; }
void DRV_Delay(uint32_t Delay) { uint32_t end = clock_now + Delay; while (clock_now < end) { } }
DRV_StatusTypeDef DRV_UART_Init(UART_HandleTypeDef *h) { h->Instance->CR = h->Init.Speed; return DRV_OK; }
DRV_StatusTypeDef DRV_UART_DeInit(UART_HandleTypeDef *h) { h->Instance->CR = 0; return DRV_OK; }
DRV_StatusTypeDef DRV_UART_Transmit(UART_HandleTypeDef *h, uint8_t *pData, uint16_t Size, uint32_t Timeout) {
    uint16_t *wide = 0;
    if (h->Init.Width == WIDE && h->Init.Parity == 0) wide = (uint16_t *)pData;
    h->Left = Size;
    while (h->Left-- > 0) h->Instance->DR = wide ? *wide++ : *pData++;
    return Timeout ? DRV_OK : DRV_TIMEOUT;
}
DRV_StatusTypeDef DRV_UART_Receive(UART_HandleTypeDef *h, uint8_t *pData, uint16_t Size, uint32_t Timeout) {
    while (Size--) *pData++ = (uint8_t)h->Instance->DR;
    return Timeout ? DRV_OK : DRV_TIMEOUT;
}
DRV_StatusTypeDef DRV_UART_Exchange(UART_HandleTypeDef *h, uint8_t *pTxData, uint8_t *pRxData, uint16_t Size, uint32_t Timeout) {
    uint16_t *wide = 0;
    if (h->Left > 1) wide = (uint16_t *)pTxData;
    while (Size--) { h->Instance->DR = *wide++; *pRxData++ = (uint8_t)h->Instance->DR; }
    return Timeout ? DRV_OK : DRV_TIMEOUT;
}
DRV_StatusTypeDef DRV_UART_Transmit_IT(UART_HandleTypeDef *h, uint8_t *pData, uint16_t Size) { h->pTx = pData; h->Left = Size; return DRV_OK; }
DRV_StatusTypeDef DRV_UART_Transmit_DMA(UART_HandleTypeDef *h, uint8_t *pData, uint16_t Size) { h->pTx = pData; h->Left = Size; return DRV_OK; }
void DRV_UART_IRQHandler(UART_HandleTypeDef *h) {
    if (h->Init.Width == WIDE) h->Instance->DR = *(uint16_t *)h->pTx; else h->Instance->DR = *h->pTx;
    DRV_UART_TxCpltCallback(h);
}
";

fn made(header: &str, source: &str, macros: &[(&str, &str)]) -> Generated {
    let mut fixture = Fixture::new(header, source);
    fixture.config.macros = macros.iter().map(|(name, ty)| ((*name).to_owned(), (*ty).to_owned())).collect();
    migrate_hal::generate(&fixture.open().unwrap()).unwrap()
}

/// `safe NAME` or `unsafe NAME` of every function.
fn kinds(made: &Generated) -> Vec<String> {
    let kind = |safe| if safe { "safe" } else { "unsafe" };
    made.answer.functions.iter().map(|f| format!("{} {}", kind(f.safe), f.name)).collect()
}

#[test]
fn what_is_safe_and_what_is_not() {
    let made = made(HEADER, SOURCE, &[]);
    assert_eq!(
        kinds(&made),
        [
            "unsafe DRV_DeInit",
            "safe DRV_Delay",
            "safe DRV_Init",
            "safe DRV_UART_DeInit",
            // What it depends on changes while it runs.
            "unsafe DRV_UART_Exchange",
            "safe DRV_UART_GetFlags",
            "unsafe DRV_UART_IRQHandler",
            "safe DRV_UART_Init",
            "safe DRV_UART_Receive",
            "safe DRV_UART_Transmit",
            "unsafe DRV_UART_Transmit_DMA",
            "safe DRV_UART_Transmit_IT",
        ]
    );
    let traits: Vec<String> = made.answer.traits.iter().map(|t| format!("{} {}", t.name, t.of)).collect();
    assert_eq!(
        traits,
        ["embedded_hal::delay::DelayNs Delay", "embedded_io::Write uart::Uart", "embedded_io::Read uart::Uart"]
    );
}

#[test]
fn settings_are_looked_at_before_bytes_are_counted() {
    let fixture = Fixture::new(HEADER, SOURCE);
    let scan = migrate_hal::scan(&fixture.open().unwrap()).unwrap();
    let buffer = |name: &str| scan.functions.iter().find(|f| f.name == name).unwrap().buffers[0].clone();
    let terms: Vec<(String, Comparison, i64)> =
        buffer("DRV_UART_Transmit").wide_when[0].iter().map(|t| (t.member.clone(), t.op, t.value)).collect();
    assert_eq!(
        terms,
        [("Init.Parity".to_owned(), Comparison::Equal, 0), ("Init.Width".to_owned(), Comparison::Equal, 9)]
    );
    assert_eq!(buffer("DRV_UART_Transmit_IT").wide_when.len(), 1, "the handler's condition");
    assert_eq!(buffer("DRV_UART_Exchange").unit, None, "a member that changes proves nothing");
    let made = made(HEADER, SOURCE, &[]);
    let uart = &made.files["hal/src/uart.rs"];
    assert!(uart.contains("(*handle).Init.Parity as i64 == 0 && (*handle).Init.Width as i64 == 9"), "{uart}");
}

#[test]
fn memory_of_interrupts_and_dma_is_never_a_short_borrow() {
    let made = made(HEADER, SOURCE, &[]);
    let uart = &made.files["hal/src/uart.rs"];
    assert!(uart.contains("pub fn transmit_it(&mut self, p_data: &'static mut [u8])"), "{uart}");
    assert!(uart.contains("pub unsafe fn transmit_dma(&mut self, p_data: &'static mut [u8])"), "{uart}");
    assert!(uart.contains("LENT[index][0].finish();"), "{uart}");
}

#[test]
fn one_claim_for_one_address() {
    let made = made(HEADER, SOURCE, &[]);
    let text = &made.files["hal/src/peripherals.rs"];
    assert!(text.contains("/// `UART1`, also `UART_DEFAULT`.\n    Uart1,"), "{text}");
    assert!(text.contains("static CLAIMS: [Claim; 2]"), "{text}");
}

#[test]
fn every_file_is_rust_and_the_same_twice() {
    let twice = [made(HEADER, SOURCE, &[]), made(HEADER, SOURCE, &[])];
    assert_eq!(twice[0].files, twice[1].files);
    for (path, text) in twice[0].files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        assert!(syn::parse_file(text).is_ok(), "{path}\n{text}");
    }
}

#[test]
fn macros_on_request_are_functions() {
    let fixture = |name: &str, ty: &str| {
        let mut fixture = Fixture::new(HEADER, SOURCE);
        fixture.config.macros = [(name.to_owned(), ty.to_owned())].into();
        migrate_hal::sys(&fixture.open().unwrap())
    };
    let sys = fixture("UART_SPEED", "uint32_t(UART_HandleTypeDef *)").unwrap();
    assert!(sys.shims.contains("uint32_t migrate_shim_UART_SPEED(UART_HandleTypeDef * a0) { return UART_SPEED(a0); }"));
    assert!(sys.rust.contains("fn UART_SPEED"), "{}", sys.rust);
    assert!(sys.rust.contains("pub const UART1: *mut UART_TypeDef = 0x40001000usize as *mut UART_TypeDef;"));
    assert!(sys.shimmed.contains(&"CLOCK".to_owned()) && sys.shimmed.contains(&"DRV_UART_GetFlags".to_owned()));
    for (name, ty, says) in [
        ("UART_SPEED", "uint32_t", "no signature"),
        ("UART_SPEED", "uint32_t(int)", "cannot be called"),
        ("NO_MACRO", "void(int)", "no macro with parameters"),
    ] {
        let error = fixture(name, ty).unwrap_err();
        assert!(error.message.contains(says), "{error:?}");
    }
}

/// No handle, no status: nothing breaks, and what cannot be safe is not.
#[test]
fn another_style_is_left_as_it_is() {
    let header = "#include <stdint.h>\nint pin_read(int pin);\nvoid pin_write(int pin, int value);\n";
    let source = "int pin_read(int pin) { return *(volatile int *)(0x40000000l + pin); }\n\
                  void pin_write(int pin, int value) { *(volatile int *)(0x40000000l + pin) = value; }\n";
    let made = made(header, source, &[]);
    assert!(made.answer.functions.iter().all(|f| !f.safe), "{:?}", made.answer.functions);
    assert_eq!(made.answer.traits, []);
    assert!(made.files.keys().all(|path| !path.ends_with("peripherals.rs")));
}
