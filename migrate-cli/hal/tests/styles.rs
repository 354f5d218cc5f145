//! One HAL in the manner of each of several vendors, in our own words: what each function is said to be.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]
#![allow(unreachable_pub, reason = "a test program has no outside: `pub` says that other modules use it")]

mod common;

use common::Fixture;
use migrate_model::hal::{Direction, Generates, HalScan, HandleKind, MacroKind};

fn scan(header: &str, source: &str) -> HalScan {
    let scan = migrate_hal::scan(&Fixture::new(header, source).open().unwrap()).unwrap();
    assert_eq!(scan.findings, [], "{:?}", scan.findings);
    scan
}

/// `name: class generated` of all functions.
fn classes(scan: &HalScan) -> Vec<String> {
    scan.functions.iter().map(|f| format!("{}: {} {}", f.name, f.class.as_str(), f.generates.as_str())).collect()
}

/// Handles with a state struct, weak callbacks, suffixes for interrupts and DMA.
const CUBE: &str = "
#include <stdint.h>
typedef enum { DRV_OK = 0, DRV_ERROR, DRV_BUSY, DRV_TIMEOUT } DRV_StatusTypeDef;
typedef struct { volatile uint32_t CR; volatile uint32_t DR; } PORT_TypeDef;
typedef struct { PORT_TypeDef *Instance; uint8_t *pBuff; uint16_t Count; uint8_t *pWide; } PORT_HandleTypeDef;
DRV_StatusTypeDef DRV_PORT_Init(PORT_HandleTypeDef *hport);
DRV_StatusTypeDef DRV_PORT_DeInit(PORT_HandleTypeDef *hport);
void DRV_PORT_MspInit(PORT_HandleTypeDef *hport);
DRV_StatusTypeDef DRV_PORT_Transmit(PORT_HandleTypeDef *hport, uint8_t *pData, uint16_t Size, uint32_t Timeout);
DRV_StatusTypeDef DRV_PORT_Receive(PORT_HandleTypeDef *hport, uint8_t *pData, uint16_t Size, uint32_t Timeout);
DRV_StatusTypeDef DRV_PORT_Exchange(PORT_HandleTypeDef *hport, uint8_t *pTxData, uint8_t *pRxData, uint16_t Size, uint32_t Timeout);
DRV_StatusTypeDef DRV_PORT_Transmit_IT(PORT_HandleTypeDef *hport, uint8_t *pData, uint16_t Size);
DRV_StatusTypeDef DRV_PORT_Receive_DMA(PORT_HandleTypeDef *hport, uint8_t *pData, uint16_t Size);
DRV_StatusTypeDef DRV_PORT_DMAStop(PORT_HandleTypeDef *hport);
void DRV_PORT_IRQHandler(PORT_HandleTypeDef *hport);
void DRV_PORT_TxCpltCallback(PORT_HandleTypeDef *hport);
uint32_t DRV_PORT_GetError(PORT_HandleTypeDef *hport);
void DRV_Mystery(int what);
";
const CUBE_SOURCE: &str = "
#define WEAK __attribute__((weak))
WEAK void DRV_PORT_MspInit(PORT_HandleTypeDef *hport) { (void)hport; }
WEAK void DRV_PORT_TxCpltCallback(PORT_HandleTypeDef *hport) { (void)hport; }
DRV_StatusTypeDef DRV_PORT_Init(PORT_HandleTypeDef *h) { DRV_PORT_MspInit(h); h->Instance->CR = 1; return DRV_OK; }
DRV_StatusTypeDef DRV_PORT_DeInit(PORT_HandleTypeDef *h) { h->Instance->CR = 0; return DRV_OK; }
DRV_StatusTypeDef DRV_PORT_Transmit(PORT_HandleTypeDef *h, uint8_t *pData, uint16_t Size, uint32_t Timeout) {
    while (Size--) h->Instance->DR = *pData++;
    return Timeout ? DRV_OK : DRV_TIMEOUT;
}
DRV_StatusTypeDef DRV_PORT_Receive(PORT_HandleTypeDef *h, uint8_t *pData, uint16_t Size, uint32_t Timeout) {
    while (Size--) *pData++ = (uint8_t)h->Instance->DR;
    return Timeout ? DRV_OK : DRV_TIMEOUT;
}
DRV_StatusTypeDef DRV_PORT_Exchange(PORT_HandleTypeDef *h, uint8_t *pTxData, uint8_t *pRxData, uint16_t Size, uint32_t Timeout) {
    uint16_t *wide = (uint16_t *)pTxData;
    while (Size--) { h->Instance->DR = *wide++; *pRxData++ = (uint8_t)h->Instance->DR; }
    return Timeout ? DRV_OK : DRV_TIMEOUT;
}
DRV_StatusTypeDef DRV_PORT_Transmit_IT(PORT_HandleTypeDef *h, uint8_t *pData, uint16_t Size) { h->pBuff = pData; h->Count = Size; return DRV_OK; }
DRV_StatusTypeDef DRV_PORT_Receive_DMA(PORT_HandleTypeDef *h, uint8_t *pData, uint16_t Size) { h->pWide = pData; h->Count = Size; return DRV_OK; }
DRV_StatusTypeDef DRV_PORT_DMAStop(PORT_HandleTypeDef *h) { h->Instance->CR = 0; return DRV_OK; }
void DRV_PORT_IRQHandler(PORT_HandleTypeDef *h) { h->Instance->DR = *(uint16_t *)h->pWide; DRV_PORT_TxCpltCallback(h); }
uint32_t DRV_PORT_GetError(PORT_HandleTypeDef *h) { return h->Instance->CR; }
void DRV_Mystery(int what) { extern void elsewhere(int); for (;;) elsewhere(what); }
";

#[test]
fn handles_weak_callbacks_and_suffixes() {
    let scan = scan(CUBE, CUBE_SOURCE);
    assert_eq!(
        classes(&scan),
        [
            "DRV_Mystery: unclassified declaration",
            "DRV_PORT_DMAStop: control safe",
            "DRV_PORT_DeInit: deinit safe",
            "DRV_PORT_Exchange: blocking unsafe",
            "DRV_PORT_GetError: getter safe",
            "DRV_PORT_IRQHandler: isr unsafe",
            "DRV_PORT_Init: init safe",
            "DRV_PORT_MspInit: callback override",
            "DRV_PORT_Receive: blocking safe",
            "DRV_PORT_Receive_DMA: dma unsafe",
            "DRV_PORT_Transmit: blocking safe",
            "DRV_PORT_Transmit_IT: interrupt unsafe",
            "DRV_PORT_TxCpltCallback: callback override",
        ]
    );
    let function = |name: &str| scan.functions.iter().find(|f| f.name == name).unwrap();
    assert_eq!(function("DRV_PORT_Init").pair.as_deref(), Some("DRV_PORT_DeInit"));
    assert_eq!(function("DRV_PORT_Transmit").timeout.as_deref(), Some("Timeout"));
    assert_eq!(function("DRV_PORT_Receive").buffers[0].direction, Direction::Out);
    // A length may count what the code really moves, whatever the pointer's type is: here, and in a member of the handle.
    assert_eq!(function("DRV_PORT_Exchange").buffers[0].unit, None);
    assert_eq!(function("DRV_PORT_Receive_DMA").buffers[0].unit, None);
    assert_eq!(function("DRV_PORT_Transmit_IT").buffers[0].unit, Some(1));
    assert_eq!(scan.statuses[0].ok, "DRV_OK");
    assert_eq!(scan.handles[0].kind, HandleKind::State);
    assert_eq!(scan.counts.classified, 12);
}

/// Const instances, error codes as numbers, events by a function given to init.
#[test]
fn instances_and_numbers_as_errors() {
    let scan = scan(
        "
#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
typedef uint32_t acme_err_t;
typedef struct { void *regs; uint8_t index; } acme_uart_t;
typedef struct { uint32_t baud; } acme_uart_config_t;
typedef void (*acme_uart_handler_t)(int event, void *context);
acme_err_t acme_uart_init(acme_uart_t const *p_instance, acme_uart_config_t const *p_config, acme_uart_handler_t handler);
void acme_uart_uninit(acme_uart_t const *p_instance);
acme_err_t acme_uart_tx(acme_uart_t const *p_instance, uint8_t const *p_data, size_t length);
acme_err_t acme_uart_rx(acme_uart_t const *p_instance, uint8_t *p_data, size_t length);
bool acme_uart_tx_in_progress(acme_uart_t const *p_instance);
bool acme_uart_is_busy(acme_uart_t const *p_instance);
void acme_uart_irq_handler(void);
",
        "",
    );
    assert_eq!(
        classes(&scan),
        [
            "acme_uart_init: init unsafe",
            "acme_uart_irq_handler: isr unsafe",
            "acme_uart_is_busy: getter safe",
            "acme_uart_rx: transfer unsafe",
            "acme_uart_tx: transfer unsafe",
            "acme_uart_tx_in_progress: unclassified declaration",
            "acme_uart_uninit: deinit safe",
        ]
    );
    assert!(scan.functions.iter().filter(|f| f.name.ends_with('x')).all(|f| f.status.as_deref() == Some("acme_err_t")));
    assert_eq!(scan.functions[0].defined, None, "no source was named");
}

/// Base addresses as numbers, verbs in camel case, inline functions over registers.
#[test]
fn base_addresses_and_inline_functions() {
    let scan = scan(
        "
#include <stdint.h>
typedef int32_t status_t;
#define UART0_BASE (0x40001000u)
#define UART0 ((volatile uint32_t *)UART0_BASE)
#define SPEED 2.5
#define BANNER \"chip\"
#define READY (UART0[1] & 1u)
#define ENABLE_ALL do { UART0[0] = 1; } while (0)
#define INLINE static inline
#define TWICE(x) ((x) * 2)
#define HAS_UART
#define BROKEN (no_such_thing + 1)
#define AGAIN UART_writeBlocking
#define BIG 0x123456789ULL
#define MINUS (-5)
void UART_writeBlocking(uint32_t base, const uint8_t *data, uint32_t size);
status_t UART_TransferSendNonBlocking(uint32_t base, const uint8_t *data, uint32_t size);
static inline void UART_enable(uint32_t base) { *(volatile uint32_t *)(uintptr_t)base = 1; }
static inline uint32_t chip_swap(uint32_t value) { return value << 16 | value >> 16; }
",
        "",
    );
    assert_eq!(
        classes(&scan),
        [
            "UART_TransferSendNonBlocking: interrupt unsafe",
            "UART_enable: control unsafe",
            "UART_writeBlocking: blocking unsafe",
            "chip_swap: pure safe",
        ]
    );
    let macros: Vec<String> = scan
        .macros
        .iter()
        .map(|m| format!("{}: {} {}", m.name, m.kind.as_str(), m.value.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(
        macros,
        [
            "AGAIN: alias -",
            "BANNER: text \"chip\"",
            "BIG: integer 4886718345",
            "BROKEN: unresolved -",
            "ENABLE_ALL: statement -",
            "HAS_UART: flag -",
            "INLINE: syntax -",
            "MINUS: integer -5",
            "READY: expression -",
            "SPEED: float 2.5",
            "TWICE: function -",
            "UART0: address 0x40001000",
            "UART0_BASE: integer 1073745920",
        ]
    );
    let broken = scan.macros.iter().find(|m| m.kind == MacroKind::Unresolved).unwrap();
    assert!(broken.reason.contains("no_such_thing"), "{}", broken.reason);
}

/// `int` that is 0 for success, and a task that waits for so many ticks.
#[test]
fn int_as_a_status() {
    let scan = scan(
        "
#include <stdint.h>
#include <stddef.h>
typedef int port_num_t;
/** Writes bytes. Returns 0 on success, a negative number else. */
int ser_write_bytes(port_num_t port, const void *src, size_t size);
/** Reads bytes. Returns 0 on success. */
int ser_read_bytes(port_num_t port, void *buf, uint32_t length, uint32_t ticks_to_wait);
int ser_add(int a, int b);
",
        "",
    );
    let status: Vec<_> = scan.functions.iter().map(|f| (f.name.as_str(), f.status.as_deref())).collect();
    assert_eq!(status, [("ser_add", None), ("ser_read_bytes", Some("int")), ("ser_write_bytes", Some("int"))]);
    let read = &scan.functions[1];
    assert_eq!((read.timeout.as_deref(), read.buffers[0].direction), (Some("ticks_to_wait"), Direction::Out));
    assert_eq!(read.generates, Generates::Unsafe, "the port is a number");
    assert_eq!(scan.statuses[0].ok, "0");
}

/// Handles that are pointers to anything, lengths that count something else than the pointer says, and numbers that say where in
/// memory something is: what looks safe and is not.
#[test]
fn what_reaches_further_than_its_types_say_is_not_safe() {
    let scan = scan(
        "
#include <stdint.h>
#include <stdbool.h>
typedef struct { uint32_t items; uint32_t itemsize; uint8_t *data; } ring_t;
uint32_t vend_port_blocking_write(void *pHandle, uint32_t *pui32Data, uint32_t ui32NumBytes);
uint32_t vend_port_control(void *pHandle, uint32_t ui32Request, void *pArgs);
uint32_t vend_port_interrupt_service(void *pHandle, uint32_t ui32Status);
uint32_t vend_table_get(uint32_t *pTable, uint32_t maxEntries, uint32_t *pLast);
uint32_t vend_one_get(uint32_t *pValue);
uint32_t vend_capture_get(uint32_t ui32Capture);
uint32_t vend_address_read(uint32_t ui32Register);
uint32_t vend_plain_get(uint32_t ui32Scale);
bool ring_init(ring_t *ring);
bool ring_item_write(ring_t *ring, const void *pvSource, uint32_t ui32NumItems);
bool ring_bytes_write(ring_t *ring, const void *pvSource, uint32_t ui32NumBytes);
",
        "
static uint32_t state[4];
uint32_t vend_port_blocking_write(void *pHandle, uint32_t *d, uint32_t n) {
    for (uint32_t i = 0; i < n; i += 4) *(volatile uint32_t *)pHandle = *d++;
    return 0;
}
uint32_t vend_port_control(void *pHandle, uint32_t r, void *a) { state[0] = r + (pHandle == a); return 0; }
uint32_t vend_port_interrupt_service(void *pHandle, uint32_t s) { state[0] = s + !pHandle; return 0; }
uint32_t vend_table_get(uint32_t *t, uint32_t max, uint32_t *last) {
    for (uint32_t i = 0; i < max; i++) t[i] = state[0];
    *last = 0;
    return 0;
}
uint32_t vend_one_get(uint32_t *v) { *v = state[0]; return 0; }
uint32_t vend_capture_get(uint32_t c) { return state[c]; }
uint32_t vend_address_read(uint32_t r) {
    uintptr_t at = 0x40000000u + 4u * r;
    return *(volatile uint32_t *)at;
}
uint32_t vend_plain_get(uint32_t s) { return state[0] / s; }
bool ring_init(ring_t *ring) { ring->items = 0; return true; }
bool ring_item_write(ring_t *ring, const void *s, uint32_t n) {
    const uint8_t *p = s;
    for (uint32_t i = 0; i < n * ring->itemsize; i++) ring->data[i] = p[i];
    return true;
}
bool ring_bytes_write(ring_t *ring, const void *s, uint32_t n) {
    const uint8_t *p = s;
    for (uint32_t i = 0; i < n; i++) ring->data[i] = p[i];
    return true;
}
",
    );
    assert_eq!(
        classes(&scan),
        [
            "ring_bytes_write: blocking safe",
            "ring_init: init safe",
            "ring_item_write: blocking unsafe",
            "vend_address_read: getter unsafe",
            "vend_capture_get: getter unsafe",
            "vend_one_get: getter safe",
            "vend_plain_get: getter safe",
            "vend_port_blocking_write: blocking unsafe",
            "vend_port_control: control unsafe",
            "vend_port_interrupt_service: isr unsafe",
            "vend_table_get: getter unsafe",
        ]
    );
    let because = |name: &str| scan.functions.iter().find(|f| f.name == name).unwrap().because.clone();
    assert!(because("ring_item_write").contains("multiplies the length"), "{}", because("ring_item_write"));
    assert!(because("vend_table_get").contains("`pTable` points to as many as"), "{}", because("vend_table_get"));
    assert!(because("vend_capture_get").contains("`ui32Capture` names something"), "{}", because("vend_capture_get"));
    let write = scan.functions.iter().find(|f| f.name == "vend_port_blocking_write").unwrap();
    let buffers: Vec<&str> = write.buffers.iter().map(|b| b.pointer.as_str()).collect();
    assert_eq!(
        (buffers, write.buffers[0].unit),
        (vec!["pui32Data"], None),
        "a handle is no memory, and bytes are no words"
    );
}
