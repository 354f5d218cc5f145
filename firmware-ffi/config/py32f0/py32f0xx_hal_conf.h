/* What the HAL's headers ask a project to decide: which modules there are, and the board's clocks. */
#ifndef PROJECT_HAL_CONF_H
#define PROJECT_HAL_CONF_H

/* Clocks in hertz, start-up limits in milliseconds, supply in millivolts. */
#define HSI_VALUE 8000000U
#define HSE_VALUE 24000000U
#define LSI_VALUE 32768U
#define LSE_VALUE 32768U
#define HSE_STARTUP_TIMEOUT 200U
#define LSE_STARTUP_TIMEOUT 5000U
#define VDD_VALUE 3300U

/* The tick must be able to interrupt nothing but the main program. */
#define PRIORITY_HIGHEST 0
#define PRIORITY_HIGH 1
#define PRIORITY_LOW 2
#define PRIORITY_LOWEST 3
#define TICK_INT_PRIORITY 3U
#define USE_RTOS 0
#define PREFETCH_ENABLE 0

/* Not the comparators, whose header needs one of a driver that the package leaves out, nor IrDA, which the chip has not. */
#define HAL_MODULE_ENABLED
#define HAL_ADC_MODULE_ENABLED
#define HAL_CORTEX_MODULE_ENABLED
#define HAL_CRC_MODULE_ENABLED
#define HAL_DMA_MODULE_ENABLED
#define HAL_EXTI_MODULE_ENABLED
#define HAL_FLASH_MODULE_ENABLED
#define HAL_GPIO_MODULE_ENABLED
#define HAL_I2C_MODULE_ENABLED
#define HAL_IWDG_MODULE_ENABLED
#define HAL_LED_MODULE_ENABLED
#define HAL_LPTIM_MODULE_ENABLED
#define HAL_PWR_MODULE_ENABLED
#define HAL_RCC_MODULE_ENABLED
#define HAL_RTC_MODULE_ENABLED
#define HAL_SPI_MODULE_ENABLED
#define HAL_TIM_MODULE_ENABLED
#define HAL_UART_MODULE_ENABLED
#define HAL_USART_MODULE_ENABLED
#define HAL_WWDG_MODULE_ENABLED

/* Types before what uses them: DMA handles are members of others. */
#include "py32f0xx_hal_rcc.h"
#include "py32f0xx_hal_exti.h"
#include "py32f0xx_hal_gpio.h"
#include "py32f0xx_hal_cortex.h"
#include "py32f0xx_hal_dma.h"
#include "py32f0xx_hal_adc.h"
#include "py32f0xx_hal_crc.h"
#include "py32f0xx_hal_flash.h"
#include "py32f0xx_hal_i2c.h"
#include "py32f0xx_hal_iwdg.h"
#include "py32f0xx_hal_led.h"
#include "py32f0xx_hal_lptim.h"
#include "py32f0xx_hal_pwr.h"
#include "py32f0xx_hal_rtc.h"
#include "py32f0xx_hal_spi.h"
#include "py32f0xx_hal_tim.h"
#include "py32f0xx_hal_uart.h"
#include "py32f0xx_hal_usart.h"
#include "py32f0xx_hal_wwdg.h"

/* Parameters come from typed Rust; what it cannot rule out it checks itself. */
#define assert_param(condition) ((void)0U)

#endif
