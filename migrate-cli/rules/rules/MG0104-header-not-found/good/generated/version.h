#pragma once
constexpr int kFormatVersion = 3;
