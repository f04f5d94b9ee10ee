-- What a person does: waits for diagnostics, goes to one, asks for code actions and picks one. Writes what came of it as
-- JSON to $KAAL_SEL4_RESULT, and ends Neovim.
local result = {}
local function finish()
  vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.KAAL_SEL4_RESULT)
  vim.cmd('qall!')
end

local ok, why = pcall(function()
  vim.wait(40000, function() return #vim.diagnostic.get(0) > 0 end, 50)
  for _, found in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, false)[1]
    local name = line:sub(found.col + 1, found.end_col)
    if name == 'seL4_NoError' and result.before == nil then
      result.before = line
      result.message = found.message
      result.code = found.code
      vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
    end
  end
  result.diagnostics = #vim.diagnostic.get(0)

  -- The menu of code actions: pick the one that writes the path out.
  local picked = false
  vim.ui.select = function(items, options, choose)
    result.offered = vim.tbl_map(options.format_item, items)
    for index, title in ipairs(result.offered) do
      if vim.startswith(title, 'Write ') then choose(items[index], index) end
    end
    picked = true
  end
  vim.lsp.buf.code_action()
  vim.wait(20000, function() return picked end, 50)
  vim.wait(20000, function() return vim.api.nvim_get_current_line() ~= result.before end, 50)
  result.after = vim.api.nvim_get_current_line()
end)
if not ok then result.error = why end
finish()
