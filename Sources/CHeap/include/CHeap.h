#pragma once

/// Lets all threads allocate from so many pools of the C library instead of eight for each processor.
void heap_pools(int count);

/// Gives the memory that is free in those pools back to the system.
void heap_give_back(void);
