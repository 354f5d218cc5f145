// Written by `migrate hal generate`; do not edit.

//! Functions that belong to no owner: safe ones, and those that say what has to be promised.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, unused_imports)]

use hal_support::{Refused, count, same};
use nrf51_generated_sys as sys;

use crate::error::{self, Error};

/// `NVIC_ClearPendingIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_clear_pending_irq(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_ClearPendingIRQ(irqn) };
}

/// `NVIC_DisableIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_disable_irq(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_DisableIRQ(irqn) };
}

/// `NVIC_EnableIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_enable_irq(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_EnableIRQ(irqn) };
}

/// `NVIC_GetPendingIRQ`.
///
/// # Safety
///
/// - The number names something that the device has.
pub unsafe fn nvic_get_pending_irq(irqn: sys::IRQn_Type) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_GetPendingIRQ(irqn) }
}

/// `NVIC_GetPriority`.
///
/// # Safety
///
/// - The number names something that the device has.
pub unsafe fn nvic_get_priority(irqn: sys::IRQn_Type) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_GetPriority(irqn) }
}

/// `NVIC_SetPendingIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_set_pending_irq(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_SetPendingIRQ(irqn) };
}

/// `NVIC_SetPriority`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_set_priority(irqn: sys::IRQn_Type, priority: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_SetPriority(irqn, priority) };
}

/// `NVIC_SystemReset`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nvic_system_reset() {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_SystemReset() };
}

/// `SysTick_Config`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn sys_tick_config(ticks: u32) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::SysTick_Config(ticks) }
}

/// `__DMB`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn dmb() {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__DMB() };
}

/// `__DSB`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn dsb() {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__DSB() };
}

/// `__ISB`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn isb() {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__ISB() };
}

/// `__NOP`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nop() {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__NOP() };
}

/// `__REV`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn rev(value: u32) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__REV(value) }
}

/// `__REV16`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn rev16(value: u32) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__REV16(value) }
}

/// `__REVSH`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn revsh(value: i32) -> i32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__REVSH(value) }
}

/// `__ROR`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn ror(op1: u32, op2: u32) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__ROR(op1, op2) }
}

/// `__SEV`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn sev() {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__SEV() };
}

/// `__WFE`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn wfe() {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__WFE() };
}

/// `__WFI`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn wfi() {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__WFI() };
}

/// `__disable_irq`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn disable_irq() {
    // SAFETY: the caller promises it.
    unsafe { sys::__disable_irq() };
}

/// `__enable_irq`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn enable_irq() {
    // SAFETY: the caller promises it.
    unsafe { sys::__enable_irq() };
}

/// `__get_APSR`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_apsr() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__get_APSR() }
}

/// `__get_CONTROL`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_control() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__get_CONTROL() }
}

/// `__get_IPSR`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_ipsr() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__get_IPSR() }
}

/// `__get_MSP`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_msp() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__get_MSP() }
}

/// `__get_PRIMASK`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_primask() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__get_PRIMASK() }
}

/// `__get_PSP`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_psp() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__get_PSP() }
}

/// `__get_xPSR`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_x_psr() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__get_xPSR() }
}

/// `__set_CONTROL`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn set_control(control: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::__set_CONTROL(control) };
}

/// `__set_MSP`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn set_msp(top_of_main_stack: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::__set_MSP(top_of_main_stack) };
}

/// `__set_PRIMASK`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn set_primask(pri_mask: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::__set_PRIMASK(pri_mask) };
}

/// `__set_PSP`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn set_psp(top_of_proc_stack: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::__set_PSP(top_of_proc_stack) };
}

/// `deepsleep`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn deepsleep() {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::deepsleep() };
}

/// `gcc_current_sp`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn gcc_current_sp() -> core::ffi::c_uint {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::gcc_current_sp() }
}

/// `gpio_irq_disable`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn gpio_irq_disable(obj: *mut sys::gpio_irq_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::gpio_irq_disable(obj) };
}

/// `gpio_irq_enable`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn gpio_irq_enable(obj: *mut sys::gpio_irq_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::gpio_irq_enable(obj) };
}

/// `gpio_irq_free`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn gpio_irq_free(obj: *mut sys::gpio_irq_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::gpio_irq_free(obj) };
}

/// `gpio_irq_init`.
///
/// # Safety
///
/// - The function `handler` stays valid, and may run in an interrupt.
/// - `handler` may be called at any time, in an interrupt as well.
pub unsafe fn gpio_irq_init(obj: *mut sys::gpio_irq_t, pin: sys::PinName, handler: sys::gpio_irq_handler, id: u32) -> core::ffi::c_int {
    // SAFETY: the caller promises it.
    unsafe { sys::gpio_irq_init(obj, pin, handler, id) }
}

/// `gpio_irq_set`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn gpio_irq_set(obj: *mut sys::gpio_irq_t, event: sys::gpio_irq_event, enable: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::gpio_irq_set(obj, event, enable) };
}

/// `nrf_delay_us`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_delay_us(number_of_us: u32) {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_delay_us(number_of_us) };
}

/// `nrf_ecb_crypt`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and `dst` points to as many as the function takes, and `src` points to as many as the function takes.
pub unsafe fn nrf_ecb_crypt(dst: *mut u8, src: *const u8) -> bool {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_ecb_crypt(dst, src) }
}

/// `nrf_ecb_init`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_ecb_init() -> bool {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_ecb_init() }
}

/// `nrf_ecb_set_key`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and `key` points to as many as the function takes.
pub unsafe fn nrf_ecb_set_key(key: *const u8) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_ecb_set_key(key) };
}

/// `nrf_gpio_cfg`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_cfg(pin_number: u32, dir: sys::nrf_gpio_pin_dir_t, input: sys::nrf_gpio_pin_input_t, pull: sys::nrf_gpio_pin_pull_t, drive: sys::nrf_gpio_pin_drive_t, sense: sys::nrf_gpio_pin_sense_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_cfg(pin_number, dir, input, pull, drive, sense) };
}

/// `nrf_gpio_cfg_default`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_cfg_default(pin_number: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_cfg_default(pin_number) };
}

/// `nrf_gpio_cfg_input`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_cfg_input(pin_number: u32, pull_config: sys::nrf_gpio_pin_pull_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_cfg_input(pin_number, pull_config) };
}

/// `nrf_gpio_cfg_output`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_cfg_output(pin_number: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_cfg_output(pin_number) };
}

/// `nrf_gpio_cfg_sense_input`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_cfg_sense_input(pin_number: u32, pull_config: sys::nrf_gpio_pin_pull_t, sense_config: sys::nrf_gpio_pin_sense_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_cfg_sense_input(pin_number, pull_config, sense_config) };
}

/// `nrf_gpio_cfg_sense_set`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_cfg_sense_set(pin_number: u32, sense_config: sys::nrf_gpio_pin_sense_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_cfg_sense_set(pin_number, sense_config) };
}

/// `nrf_gpio_cfg_watcher`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_cfg_watcher(pin_number: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_cfg_watcher(pin_number) };
}

/// `nrf_gpio_input_disconnect`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_input_disconnect(pin_number: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_input_disconnect(pin_number) };
}

/// `nrf_gpio_pin_clear`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_pin_clear(pin_number: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_pin_clear(pin_number) };
}

/// `nrf_gpio_pin_dir_set`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_pin_dir_set(pin_number: u32, direction: sys::nrf_gpio_pin_dir_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_pin_dir_set(pin_number, direction) };
}

/// `nrf_gpio_pin_read`.
///
/// # Safety
///
/// - The number names something that the device has.
pub unsafe fn nrf_gpio_pin_read(pin_number: u32) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_pin_read(pin_number) }
}

/// `nrf_gpio_pin_sense_get`.
///
/// # Safety
///
/// - The number names something that the device has.
pub unsafe fn nrf_gpio_pin_sense_get(pin_number: u32) -> sys::nrf_gpio_pin_sense_t {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_pin_sense_get(pin_number) }
}

/// `nrf_gpio_pin_set`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_pin_set(pin_number: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_pin_set(pin_number) };
}

/// `nrf_gpio_pin_toggle`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_pin_toggle(pin_number: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_pin_toggle(pin_number) };
}

/// `nrf_gpio_pin_write`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_pin_write(pin_number: u32, value: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_pin_write(pin_number, value) };
}

/// `nrf_gpio_pins_clear`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_gpio_pins_clear(pin_mask: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_pins_clear(pin_mask) };
}

/// `nrf_gpio_pins_read`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_gpio_pins_read() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_gpio_pins_read() }
}

/// `nrf_gpio_pins_set`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_gpio_pins_set(pin_mask: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_pins_set(pin_mask) };
}

/// `nrf_gpio_port_clear`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_port_clear(port: sys::nrf_gpio_port_select_t, clr_mask: u8) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_port_clear(port, clr_mask) };
}

/// `nrf_gpio_port_dir_set`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_port_dir_set(port: sys::nrf_gpio_port_select_t, dir: sys::nrf_gpio_port_dir_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_port_dir_set(port, dir) };
}

/// `nrf_gpio_port_read`.
///
/// # Safety
///
/// - The number names something that the device has.
pub unsafe fn nrf_gpio_port_read(port: sys::nrf_gpio_port_select_t) -> u8 {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_port_read(port) }
}

/// `nrf_gpio_port_set`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_port_set(port: sys::nrf_gpio_port_select_t, set_mask: u8) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_port_set(port, set_mask) };
}

/// `nrf_gpio_port_write`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nrf_gpio_port_write(port: sys::nrf_gpio_port_select_t, value: u8) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_port_write(port, value) };
}

/// `nrf_gpio_range_cfg_input`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `pin_range_start` names something that the device has.
pub unsafe fn nrf_gpio_range_cfg_input(pin_range_start: u32, pin_range_end: u32, pull_config: sys::nrf_gpio_pin_pull_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_range_cfg_input(pin_range_start, pin_range_end, pull_config) };
}

/// `nrf_gpio_range_cfg_output`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `pin_range_start` names something that the device has.
pub unsafe fn nrf_gpio_range_cfg_output(pin_range_start: u32, pin_range_end: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_range_cfg_output(pin_range_start, pin_range_end) };
}

/// `nrf_gpio_word_byte_read`.
///
/// # Safety
///
/// - `word_address` points to as many as the function takes, and the number `byte_no` names something that the device has.
pub unsafe fn nrf_gpio_word_byte_read(word_address: *const u32, byte_no: u8) -> u8 {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_word_byte_read(word_address, byte_no) }
}

/// `nrf_gpio_word_byte_write`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and `word_address` points to as many as the function takes, and the number `byte_no` names something that the device has.
pub unsafe fn nrf_gpio_word_byte_write(word_address: *mut u32, byte_no: u8, value: u8) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpio_word_byte_write(word_address, byte_no, value) };
}

/// `nrf_gpiote_event_addr_get`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_gpiote_event_addr_get(event: sys::nrf_gpiote_events_t) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_gpiote_event_addr_get(event) }
}

/// `nrf_gpiote_event_clear`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `event` names something that the device has.
pub unsafe fn nrf_gpiote_event_clear(event: sys::nrf_gpiote_events_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_event_clear(event) };
}

/// `nrf_gpiote_event_configure`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_event_configure(idx: u32, pin: u32, polarity: sys::nrf_gpiote_polarity_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_event_configure(idx, pin, polarity) };
}

/// `nrf_gpiote_event_disable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_event_disable(idx: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_event_disable(idx) };
}

/// `nrf_gpiote_event_enable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_event_enable(idx: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_event_enable(idx) };
}

/// `nrf_gpiote_event_is_set`.
///
/// # Safety
///
/// - The number `event` names something that the device has.
pub unsafe fn nrf_gpiote_event_is_set(event: sys::nrf_gpiote_events_t) -> bool {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_event_is_set(event) }
}

/// `nrf_gpiote_event_pin_get`.
///
/// # Safety
///
/// - The number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_event_pin_get(idx: u32) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_event_pin_get(idx) }
}

/// `nrf_gpiote_event_polarity_get`.
///
/// # Safety
///
/// - The number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_event_polarity_get(idx: u32) -> sys::nrf_gpiote_polarity_t {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_event_polarity_get(idx) }
}

/// `nrf_gpiote_int_disable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_gpiote_int_disable(mask: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_int_disable(mask) };
}

/// `nrf_gpiote_int_enable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_gpiote_int_enable(mask: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_int_enable(mask) };
}

/// `nrf_gpiote_int_is_enabled`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_gpiote_int_is_enabled(mask: u32) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_gpiote_int_is_enabled(mask) }
}

/// `nrf_gpiote_task_addr_get`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_gpiote_task_addr_get(task: sys::nrf_gpiote_tasks_t) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_gpiote_task_addr_get(task) }
}

/// `nrf_gpiote_task_configure`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_task_configure(idx: u32, pin: u32, polarity: sys::nrf_gpiote_polarity_t, init_val: sys::nrf_gpiote_outinit_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_task_configure(idx, pin, polarity, init_val) };
}

/// `nrf_gpiote_task_disable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_task_disable(idx: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_task_disable(idx) };
}

/// `nrf_gpiote_task_enable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_task_enable(idx: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_task_enable(idx) };
}

/// `nrf_gpiote_task_force`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_task_force(idx: u32, init_val: sys::nrf_gpiote_outinit_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_task_force(idx, init_val) };
}

/// `nrf_gpiote_task_set`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `task` names something that the device has.
pub unsafe fn nrf_gpiote_task_set(task: sys::nrf_gpiote_tasks_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_task_set(task) };
}

/// `nrf_gpiote_te_default`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `idx` names something that the device has.
pub unsafe fn nrf_gpiote_te_default(idx: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_gpiote_te_default(idx) };
}

/// `nrf_nvmc_page_erase`.
///
/// # Safety
///
/// - The number `address` is an address that the device has and nobody else uses.
pub unsafe fn nrf_nvmc_page_erase(address: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_nvmc_page_erase(address) };
}

/// `nrf_nvmc_write_byte`.
///
/// # Safety
///
/// - The number `address` is an address that the device has and nobody else uses.
pub unsafe fn nrf_nvmc_write_byte(address: u32, value: u8) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_nvmc_write_byte(address, value) };
}

/// `nrf_nvmc_write_bytes`.
///
/// # Safety
///
/// - The number `address` is an address that the device has and nobody else uses.
/// - `src` is read while the function runs and has room for `num_bytes` bytes.
pub unsafe fn nrf_nvmc_write_bytes(address: u32, src: *const u8, num_bytes: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_nvmc_write_bytes(address, src, num_bytes) };
}

/// `nrf_nvmc_write_word`.
///
/// # Safety
///
/// - The number `address` is an address that the device has and nobody else uses.
pub unsafe fn nrf_nvmc_write_word(address: u32, value: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_nvmc_write_word(address, value) };
}

/// `nrf_nvmc_write_words`.
///
/// # Safety
///
/// - The number `address` is an address that the device has and nobody else uses.
/// - `src` is read while the function runs and has room for `num_words` units of 4 bytes.
pub unsafe fn nrf_nvmc_write_words(address: u32, src: *const u32, num_words: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_nvmc_write_words(address, src, num_words) };
}

/// `nrf_temp_init`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_temp_init() {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_temp_init() };
}

/// `nrf_temp_read`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_temp_read() -> i32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_temp_read() }
}

/// `nrf_wdt_behaviour_set`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_wdt_behaviour_set(behaviour: sys::nrf_wdt_behaviour_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_behaviour_set(behaviour) };
}

/// `nrf_wdt_event_address_get`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_wdt_event_address_get(event: sys::nrf_wdt_event_t) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_wdt_event_address_get(event) }
}

/// `nrf_wdt_event_check`.
///
/// # Safety
///
/// - The number `event` names something that the device has.
pub unsafe fn nrf_wdt_event_check(event: sys::nrf_wdt_event_t) -> bool {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_event_check(event) }
}

/// `nrf_wdt_event_clear`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `event` names something that the device has.
pub unsafe fn nrf_wdt_event_clear(event: sys::nrf_wdt_event_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_event_clear(event) };
}

/// `nrf_wdt_int_disable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_wdt_int_disable(int_mask: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_int_disable(int_mask) };
}

/// `nrf_wdt_int_enable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_wdt_int_enable(int_mask: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_int_enable(int_mask) };
}

/// `nrf_wdt_int_enable_check`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_wdt_int_enable_check(int_mask: u32) -> bool {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_wdt_int_enable_check(int_mask) }
}

/// `nrf_wdt_reload_request_disable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_wdt_reload_request_disable(rr_register: sys::nrf_wdt_rr_register_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_reload_request_disable(rr_register) };
}

/// `nrf_wdt_reload_request_enable`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_wdt_reload_request_enable(rr_register: sys::nrf_wdt_rr_register_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_reload_request_enable(rr_register) };
}

/// `nrf_wdt_reload_request_is_enabled`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_wdt_reload_request_is_enabled(rr_register: sys::nrf_wdt_rr_register_t) -> bool {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_wdt_reload_request_is_enabled(rr_register) }
}

/// `nrf_wdt_reload_request_set`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `rr_register` names something that the device has.
pub unsafe fn nrf_wdt_reload_request_set(rr_register: sys::nrf_wdt_rr_register_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_reload_request_set(rr_register) };
}

/// `nrf_wdt_reload_value_get`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_wdt_reload_value_get() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_wdt_reload_value_get() }
}

/// `nrf_wdt_reload_value_set`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nrf_wdt_reload_value_set(reload_value: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_reload_value_set(reload_value) };
}

/// `nrf_wdt_request_status`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_wdt_request_status(rr_register: sys::nrf_wdt_rr_register_t) -> bool {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_wdt_request_status(rr_register) }
}

/// `nrf_wdt_started`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_wdt_started() -> bool {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_wdt_started() }
}

/// `nrf_wdt_task_address_get`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn nrf_wdt_task_address_get(task: sys::nrf_wdt_task_t) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::nrf_wdt_task_address_get(task) }
}

/// `nrf_wdt_task_trigger`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile, and the number `task` names something that the device has.
pub unsafe fn nrf_wdt_task_trigger(task: sys::nrf_wdt_task_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::nrf_wdt_task_trigger(task) };
}

/// `port_pin`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn port_pin(port: sys::PortName, pin_n: core::ffi::c_int) -> sys::PinName {
    // SAFETY: the caller promises it.
    unsafe { sys::port_pin(port, pin_n) }
}

/// `sleep`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn sleep() {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::sleep() };
}

/// `twi_master_init_and_clear`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn twi_master_init_and_clear() -> bool {
    // SAFETY: the caller promises it.
    unsafe { sys::twi_master_init_and_clear() }
}

/// `twi_master_transfer`.
///
/// Safe: Its memory is slices of known length and direction.
pub fn twi_master_transfer(address: u8, data: &mut [u8], issue_stop_condition: bool) -> Result<bool, Error> {
    let data_count = count(data.len())?;
    // SAFETY: its memory is slices of known length and direction.
    Ok(unsafe { sys::twi_master_transfer(address, data.as_mut_ptr(), data_count, issue_stop_condition) })
}

/// `us_ticker_clear_interrupt`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn us_ticker_clear_interrupt() {
    // SAFETY: the caller promises it.
    unsafe { sys::us_ticker_clear_interrupt() };
}

/// `us_ticker_disable_interrupt`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn us_ticker_disable_interrupt() {
    // SAFETY: the caller promises it.
    unsafe { sys::us_ticker_disable_interrupt() };
}

/// `us_ticker_init`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn us_ticker_init() {
    // SAFETY: the caller promises it.
    unsafe { sys::us_ticker_init() };
}

/// `us_ticker_read`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn us_ticker_read() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::us_ticker_read() }
}

/// `us_ticker_set_interrupt`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn us_ticker_set_interrupt(timestamp: sys::timestamp_t) {
    // SAFETY: the caller promises it.
    unsafe { sys::us_ticker_set_interrupt(timestamp) };
}
