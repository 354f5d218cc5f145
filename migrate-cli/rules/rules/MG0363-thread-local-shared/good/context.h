#pragma once
int Depth();
