// Written by `migrate hal generate`; do not edit.

//! Functions that belong to no owner: safe ones, and those that say what has to be promised.

#![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, unused_imports)]

use hal_support::{Refused, count, same};
use py32f0_generated_sys as sys;

use crate::error::{self, Error};

/// `FLASH_WaitForLastOperation`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn flash_wait_for_last_operation(timeout: u32) -> Result<(), Error> {
    // SAFETY: no pointer, and nothing that others rely on changes.
    let status = unsafe { sys::FLASH_WaitForLastOperation(timeout) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_DeInit`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn deinit() -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_DeInit() };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_Delay`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn delay(delay: u32) {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_Delay(delay) };
}

/// `HAL_EXTI_ClearConfigLine`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn exti_clear_config_line(hexti: *mut sys::EXTI_HandleTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_EXTI_ClearConfigLine(hexti) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_EXTI_ClearPending`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn exti_clear_pending(hexti: *mut sys::EXTI_HandleTypeDef) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_EXTI_ClearPending(hexti) };
}

/// `HAL_EXTI_GenerateSWI`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn exti_generate_swi(hexti: *mut sys::EXTI_HandleTypeDef) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_EXTI_GenerateSWI(hexti) };
}

/// `HAL_EXTI_GetConfigLine`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn exti_get_config_line(hexti: *mut sys::EXTI_HandleTypeDef, p_exti_config: *mut sys::EXTI_ConfigTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_EXTI_GetConfigLine(hexti, p_exti_config) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_EXTI_GetHandle`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn exti_get_handle(hexti: *mut sys::EXTI_HandleTypeDef, exti_line: u32) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_EXTI_GetHandle(hexti, exti_line) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_EXTI_GetPending`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn exti_get_pending(hexti: *mut sys::EXTI_HandleTypeDef, edge: u32) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_EXTI_GetPending(hexti, edge) }
}

/// `HAL_EXTI_IRQHandler`.
///
/// # Safety
///
/// - Only the interrupt of its peripheral calls it.
pub unsafe fn exti_irq_handler(hexti: *mut sys::EXTI_HandleTypeDef) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_EXTI_IRQHandler(hexti) };
}

/// `HAL_EXTI_SetConfigLine`.
///
/// # Safety
///
/// - The handle is one that has been brought into use, and nobody else uses it.
pub unsafe fn exti_set_config_line(hexti: *mut sys::EXTI_HandleTypeDef, p_exti_config: *mut sys::EXTI_ConfigTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_EXTI_SetConfigLine(hexti, p_exti_config) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_Erase`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn flash_erase(p_erase_init: *mut sys::FLASH_EraseInitTypeDef, page_error: *mut u32) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_Erase(p_erase_init, page_error) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_Erase_IT`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn flash_erase_it(p_erase_init: *mut sys::FLASH_EraseInitTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_Erase_IT(p_erase_init) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_GetError`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn flash_get_error() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_FLASH_GetError() }
}

/// `HAL_FLASH_IRQHandler`.
///
/// # Safety
///
/// - Only the interrupt of its peripheral calls it.
pub unsafe fn flash_irq_handler() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_FLASH_IRQHandler() };
}

/// `HAL_FLASH_Lock`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn flash_lock() -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_Lock() };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_OBGetConfig`.
///
/// Safe: Each pointer leads to one value of a known type.
pub fn flash_ob_get_config(p_ob_init: &mut sys::FLASH_OBProgramInitTypeDef) {
    // SAFETY: each pointer leads to one value of a known type.
    unsafe { sys::HAL_FLASH_OBGetConfig(p_ob_init) };
}

/// `HAL_FLASH_OBProgram`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn flash_ob_program(p_ob_init: *mut sys::FLASH_OBProgramInitTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_OBProgram(p_ob_init) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_OB_Launch`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn flash_ob_launch() -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_OB_Launch() };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_OB_Lock`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn flash_ob_lock() -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_OB_Lock() };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_OB_RDP_LevelConfig`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn flash_ob_rdp_level_config(read_protect_level: u8) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_OB_RDP_LevelConfig(read_protect_level) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_OB_Unlock`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn flash_ob_unlock() -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_OB_Unlock() };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_PageProgram`.
///
/// # Safety
///
/// - The number `Address` is an address that the device has and nobody else uses, and `DataAddr` points to as many as the function takes.
pub unsafe fn flash_page_program(address: u32, data_addr: *mut u32) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_PageProgram(address, data_addr) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_PageProgram_IT`.
///
/// # Safety
///
/// - The number `Address` is an address that the device has and nobody else uses, and `DataAddr` points to as many as the function takes.
pub unsafe fn flash_page_program_it(address: u32, data_addr: *mut u32) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_PageProgram_IT(address, data_addr) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_Program`.
///
/// # Safety
///
/// - The number `Address` is an address that the device has and nobody else uses, and `DataAddr` points to as many as the function takes.
pub unsafe fn flash_program(type_program: u32, address: u32, data_addr: *mut u32) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_Program(type_program, address, data_addr) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_Program_IT`.
///
/// # Safety
///
/// - The number `Address` is an address that the device has and nobody else uses, and `DataAddr` points to as many as the function takes.
pub unsafe fn flash_program_it(type_program: u32, address: u32, data_addr: *mut u32) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_Program_IT(type_program, address, data_addr) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_FLASH_Unlock`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn flash_unlock() -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_FLASH_Unlock() };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_GPIO_EXTI_IRQHandler`.
///
/// # Safety
///
/// - Only the interrupt of its peripheral calls it.
pub unsafe fn gpio_exti_irq_handler(gpio_pin: u16) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_GPIO_EXTI_IRQHandler(gpio_pin) };
}

/// `HAL_GetDEVID`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_devid() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_GetDEVID() }
}

/// `HAL_GetHalVersion`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_hal_version() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_GetHalVersion() }
}

/// `HAL_GetREVID`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_revid() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_GetREVID() }
}

/// `HAL_GetTick`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_tick() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_GetTick() }
}

/// `HAL_GetTickFreq`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_tick_freq() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_GetTickFreq() }
}

/// `HAL_GetTickPrio`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_tick_prio() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_GetTickPrio() }
}

/// `HAL_GetUIDw0`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_ui_dw0() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_GetUIDw0() }
}

/// `HAL_GetUIDw1`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_ui_dw1() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_GetUIDw1() }
}

/// `HAL_GetUIDw2`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn get_ui_dw2() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_GetUIDw2() }
}

/// `HAL_IncTick`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn inc_tick() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_IncTick() };
}

/// `HAL_InitTick`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn init_tick(tick_priority: u32) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_InitTick(tick_priority) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_NVIC_ClearPendingIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_clear_pending_irq(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_NVIC_ClearPendingIRQ(irqn) };
}

/// `HAL_NVIC_DisableIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_disable_irq(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_NVIC_DisableIRQ(irqn) };
}

/// `HAL_NVIC_EnableIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_enable_irq(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_NVIC_EnableIRQ(irqn) };
}

/// `HAL_NVIC_GetPendingIRQ`.
///
/// # Safety
///
/// - The number names something that the device has.
pub unsafe fn nvic_get_pending_irq(irqn: sys::IRQn_Type) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_NVIC_GetPendingIRQ(irqn) }
}

/// `HAL_NVIC_GetPriority`.
///
/// # Safety
///
/// - The number names something that the device has.
pub unsafe fn nvic_get_priority(irqn: sys::IRQn_Type) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_NVIC_GetPriority(irqn) }
}

/// `HAL_NVIC_SetPendingIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_set_pending_irq(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_NVIC_SetPendingIRQ(irqn) };
}

/// `HAL_NVIC_SetPriority`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_set_priority(irqn: sys::IRQn_Type, preempt_priority: u32, sub_priority: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_NVIC_SetPriority(irqn, preempt_priority, sub_priority) };
}

/// `HAL_NVIC_SystemReset`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nvic_system_reset() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_NVIC_SystemReset() };
}

/// `HAL_PWR_ConfigBIAS`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_config_bias(s_bias_config: *mut sys::PWR_BIASConfigTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_PWR_ConfigBIAS(s_bias_config) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_PWR_ConfigPVD`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_config_pvd(s_config_pvd: *mut sys::PWR_PVDTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_PWR_ConfigPVD(s_config_pvd) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_PWR_ConfigStopMode`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_config_stop_mode(s_stop_mode_config: *mut sys::PWR_StopModeConfigTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_PWR_ConfigStopMode(s_stop_mode_config) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_PWR_DeInit`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_deinit() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_DeInit() };
}

/// `HAL_PWR_DisableBkUpAccess`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_disable_bk_up_access() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_DisableBkUpAccess() };
}

/// `HAL_PWR_DisablePVD`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_disable_pvd() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_DisablePVD() };
}

/// `HAL_PWR_DisableSEVOnPend`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_disable_sev_on_pend() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_DisableSEVOnPend() };
}

/// `HAL_PWR_DisableSleepOnExit`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_disable_sleep_on_exit() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_DisableSleepOnExit() };
}

/// `HAL_PWR_EnableBkUpAccess`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_enable_bk_up_access() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_EnableBkUpAccess() };
}

/// `HAL_PWR_EnablePVD`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_enable_pvd() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_EnablePVD() };
}

/// `HAL_PWR_EnableSEVOnPend`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_enable_sev_on_pend() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_EnableSEVOnPend() };
}

/// `HAL_PWR_EnableSleepOnExit`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn pwr_enable_sleep_on_exit() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_EnableSleepOnExit() };
}

/// `HAL_PWR_EnterSLEEPMode`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn pwr_enter_sleep_mode(sleep_entry: u8) {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_PWR_EnterSLEEPMode(sleep_entry) };
}

/// `HAL_PWR_EnterSTOPMode`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn pwr_enter_stop_mode(regulator: u32, stop_entry: u8) {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_PWR_EnterSTOPMode(regulator, stop_entry) };
}

/// `HAL_PWR_PVD_IRQHandler`.
///
/// # Safety
///
/// - Only the interrupt of its peripheral calls it.
pub unsafe fn pwr_pvd_irq_handler() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_PWR_PVD_IRQHandler() };
}

/// `HAL_RCCEx_DisableLSCO`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_ex_disable_lsco() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_RCCEx_DisableLSCO() };
}

/// `HAL_RCCEx_EnableLSCO`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_ex_enable_lsco(lsco_source: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_RCCEx_EnableLSCO(lsco_source) };
}

/// `HAL_RCCEx_GetPeriphCLKConfig`.
///
/// Safe: Each pointer leads to one value of a known type.
pub fn rcc_ex_get_periph_clk_config(periph_clk_init: &mut sys::RCC_PeriphCLKInitTypeDef) {
    // SAFETY: each pointer leads to one value of a known type.
    unsafe { sys::HAL_RCCEx_GetPeriphCLKConfig(periph_clk_init) };
}

/// `HAL_RCCEx_GetPeriphCLKFreq`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn rcc_ex_get_periph_clk_freq(periph_clk: u32) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_RCCEx_GetPeriphCLKFreq(periph_clk) }
}

/// `HAL_RCCEx_PeriphCLKConfig`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_ex_periph_clk_config(periph_clk_init: *mut sys::RCC_PeriphCLKInitTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_RCCEx_PeriphCLKConfig(periph_clk_init) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_RCC_ClockConfig`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_clock_config(rcc_clk_init_struct: *mut sys::RCC_ClkInitTypeDef, f_latency: u32) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_RCC_ClockConfig(rcc_clk_init_struct, f_latency) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_RCC_DeInit`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_deinit() -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_RCC_DeInit() };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_RCC_DisableLSECSS`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_disable_lsecss() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_RCC_DisableLSECSS() };
}

/// `HAL_RCC_EnableCSS`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_enable_css() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_RCC_EnableCSS() };
}

/// `HAL_RCC_EnableLSECSS`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_enable_lsecss() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_RCC_EnableLSECSS() };
}

/// `HAL_RCC_GetClockConfig`.
///
/// Safe: Each pointer leads to one value of a known type.
pub fn rcc_get_clock_config(rcc_clk_init_struct: &mut sys::RCC_ClkInitTypeDef, p_f_latency: &mut u32) {
    // SAFETY: each pointer leads to one value of a known type.
    unsafe { sys::HAL_RCC_GetClockConfig(rcc_clk_init_struct, p_f_latency) };
}

/// `HAL_RCC_GetHCLKFreq`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn rcc_get_hclk_freq() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_RCC_GetHCLKFreq() }
}

/// `HAL_RCC_GetOscConfig`.
///
/// Safe: Each pointer leads to one value of a known type.
pub fn rcc_get_osc_config(rcc_osc_init_struct: &mut sys::RCC_OscInitTypeDef) {
    // SAFETY: each pointer leads to one value of a known type.
    unsafe { sys::HAL_RCC_GetOscConfig(rcc_osc_init_struct) };
}

/// `HAL_RCC_GetPCLK1Freq`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn rcc_get_pclk1_freq() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_RCC_GetPCLK1Freq() }
}

/// `HAL_RCC_GetSysClockFreq`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn rcc_get_sys_clock_freq() -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::HAL_RCC_GetSysClockFreq() }
}

/// `HAL_RCC_MCOConfig`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_mco_config(rcc_mc_ox: u32, rcc_mco_source: u32, rcc_mco_div: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_RCC_MCOConfig(rcc_mc_ox, rcc_mco_source, rcc_mco_div) };
}

/// `HAL_RCC_NMI_IRQHandler`.
///
/// # Safety
///
/// - Only the interrupt of its peripheral calls it.
pub unsafe fn rcc_nmi_irq_handler() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_RCC_NMI_IRQHandler() };
}

/// `HAL_RCC_OscConfig`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn rcc_osc_config(rcc_osc_init_struct: *mut sys::RCC_OscInitTypeDef) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_RCC_OscConfig(rcc_osc_init_struct) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_ResumeTick`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn resume_tick() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_ResumeTick() };
}

/// `HAL_SYSCFG_DMA_Req`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn syscfg_dma_req(requset: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_SYSCFG_DMA_Req(requset) };
}

/// `HAL_SYSTICK_CLKSourceConfig`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn systick_clk_source_config(clk_source: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_SYSTICK_CLKSourceConfig(clk_source) };
}

/// `HAL_SYSTICK_Config`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn systick_config(ticks_numb: u32) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_SYSTICK_Config(ticks_numb) }
}

/// `HAL_SYSTICK_IRQHandler`.
///
/// # Safety
///
/// - Only the interrupt of its peripheral calls it.
pub unsafe fn systick_irq_handler() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_SYSTICK_IRQHandler() };
}

/// `HAL_SetTickFreq`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn set_tick_freq(freq: u32) -> Result<(), Error> {
    // SAFETY: the caller promises it.
    let status = unsafe { sys::HAL_SetTickFreq(freq) };
    error::of_hal_status_type_def(status, || 0)
}

/// `HAL_SuspendTick`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn suspend_tick() {
    // SAFETY: the caller promises it.
    unsafe { sys::HAL_SuspendTick() };
}

/// `NVIC_ClearPendingIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_clear_pending_irq_(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_ClearPendingIRQ(irqn) };
}

/// `NVIC_DisableIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_disable_irq_(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_DisableIRQ(irqn) };
}

/// `NVIC_EnableIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_enable_irq_(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_EnableIRQ(irqn) };
}

/// `NVIC_GetPendingIRQ`.
///
/// # Safety
///
/// - The number names something that the device has.
pub unsafe fn nvic_get_pending_irq_(irqn: sys::IRQn_Type) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_GetPendingIRQ(irqn) }
}

/// `NVIC_GetPriority`.
///
/// # Safety
///
/// - The number names something that the device has.
pub unsafe fn nvic_get_priority_(irqn: sys::IRQn_Type) -> u32 {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_GetPriority(irqn) }
}

/// `NVIC_SetPendingIRQ`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_set_pending_irq_(irqn: sys::IRQn_Type) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_SetPendingIRQ(irqn) };
}

/// `NVIC_SetPriority`.
///
/// # Safety
///
/// - The number names something that the device has, and that nobody else uses.
pub unsafe fn nvic_set_priority_(irqn: sys::IRQn_Type, priority: u32) {
    // SAFETY: the caller promises it.
    unsafe { sys::NVIC_SetPriority(irqn, priority) };
}

/// `NVIC_SystemReset`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn nvic_system_reset_() {
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

/// `SystemCoreClockUpdate`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn system_core_clock_update() {
    // SAFETY: the caller promises it.
    unsafe { sys::SystemCoreClockUpdate() };
}

/// `SystemInit`.
///
/// # Safety
///
/// - It changes what the whole device shares; nothing else relies on it meanwhile.
pub unsafe fn system_init() {
    // SAFETY: the caller promises it.
    unsafe { sys::SystemInit() };
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

/// `__RBIT`.
///
/// Safe: No pointer, and nothing that others rely on changes.
pub fn rbit(value: u32) -> u32 {
    // SAFETY: no pointer, and nothing that others rely on changes.
    unsafe { sys::__RBIT(value) }
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

/// `HAL_DMA_RegisterCallback`, as it is.
///
/// # Safety
///
/// - The function stays valid, and may run in an interrupt.
/// - `p_callback` may be called at any time, in an interrupt as well.
pub use sys::HAL_DMA_RegisterCallback as dma_register_callback;

/// `HAL_EXTI_RegisterCallback`, as it is.
///
/// # Safety
///
/// - The function stays valid, and may run in an interrupt.
/// - `p_pending_cbfn` may be called at any time, in an interrupt as well.
pub use sys::HAL_EXTI_RegisterCallback as exti_register_callback;
